"""Hostile files: small ones that once hung, or could, each made of about the size asked for."""

import base64
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

Case = Callable[[int, Path], Path]
_HEAD = "From: a@x.com\nTo: b@y.com\nSubject: help\nDate: Tue, 3 Feb 2026 14:05:00 +0000\n"
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_ZIP_MEMBER = 130
"""Bytes that a tiny member of an archive takes."""


def _fill(size: int, unit: str) -> str:
    return unit * max(1, size // len(unit.encode()))


def _number(size: int, unit: str) -> str:
    """Units with "{n}" in them numbered, up to a size."""
    parts: list[str] = []
    length = 0
    for number in count(1):
        if length >= size:
            break
        parts.append(unit.replace("{n}", str(number)))
        length += len(parts[-1])
    return "".join(parts)


def _write(name: str, text: str, folder: Path) -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return path


def _repeat(name: str, head: str, unit: str, tail: str, size: int, folder: Path) -> Path:
    return _write(name, head + _fill(size, unit) + tail, folder)


def _count(name: str, head: str, unit: str, tail: str, size: int, folder: Path) -> Path:
    return _write(name, head + _number(size, unit) + tail, folder)


def _repeat_twice(
    name: str, head: str, units: tuple[str, str], middle: str, size: int, folder: Path
) -> Path:
    """Half the size of one unit, half of another: what grows by their product shows."""
    first, second = (_number(size // 2, unit) for unit in units)
    return _write(name, head + first + middle + second, folder)


def _nest(name: str, opening: str, inside: str, closing: str, size: int, folder: Path) -> Path:
    depth = size // len(opening + closing)
    return _write(name, opening * depth + inside + closing * depth, folder)


def _write_bytes(name: str, unit: bytes, size: int, folder: Path) -> Path:
    path = folder / name
    path.write_bytes(unit * (size // len(unit)))
    return path


def _write_keys(size: int, folder: Path) -> Path:
    keys = ",".join(f'"k{number}":"two words {number}"' for number in range(size // 30))
    return _write("keys.jsonl", f"{{{keys}}}\n" * 2, folder)


def _write_zendesk(size: int, folder: Path) -> Path:
    users = [{"id": number, "role": "agent", "name": "A"} for number in range(size // 90)]
    tickets = [
        {"id": number, "requester_id": 1, "via": {}, "description": "hi"}
        for number in range(size // 130)
    ]
    return _write("z.json", json.dumps({"tickets": tickets, "users": users, "count": 1}), folder)


def _write_telegram(size: int, folder: Path) -> Path:
    messages = [
        {"id": number, "type": "message", "date": "2026-02-03T14:05:00", "from": f"Ann {number}",
         "from_id": f"user{number}", "text": "Where is it?", "reply_to_message_id": number - 1}
        for number in range(size // 150)
    ]  # fmt: skip
    chat = {"type": "private_supergroup", "id": 7, "name": "G", "messages": messages}
    return _write("result.json", json.dumps(chat), folder)


def _write_slack(size: int, folder: Path) -> Path:
    users = [{"id": f"U{number}", "real_name": f"Ann {number}"} for number in range(size // 35)]
    said = [
        {"type": "message", "ts": f"1700{number:06}.0", "user": f"U{number}", "text": "where"}
        for number in range(size // 75)
    ]
    path = folder / "slack.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("users.json", json.dumps(users)[:-1] + "]")
        archive.writestr("help/2026-02-03.json", json.dumps(said))
    return path


def _write_agents(size: int, folder: Path) -> Path:
    said = [
        {"author": "agent", "author_name": f"Ann{number} Fox{number}", "text": "hello there"}
        for number in range(size // 90)
    ]
    return _write("agents.jsonl", json.dumps({"id": "1", "messages": said}) + "\n", folder)


def _write_mail_thread(size: int, folder: Path) -> Path:
    to = ",".join(f"a{number}@x.com" for number in range(size // 24))
    first = f"From a@x.com Tue Feb  3 14:05:00 2026\n{_HEAD}Cc: {to}\nMessage-ID: <1>\n\nhi\n\n"
    next_one = (
        "From a@x.com Tue Feb  3 14:05:00 2026\nFrom: c{n}@z.com\nTo: b@y.com\nDate: x\n"
        "Message-ID: <m{n}>\nReferences: <1>\n\nhi\n\n"
    )
    return _write("thread.mbox", first + _number(size // 2, next_one), folder)


def _write_nested_parts(size: int, folder: Path) -> Path:
    levels = range(size // 60)
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in levels)
    return _write("nested.eml", f"{_HEAD}{parts}\nhello\n", folder)


def _write_levels(size: int, folder: Path) -> Path:
    """Parts within parts, and as many lines within: each line is compared with each boundary."""
    levels = range(40)
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in levels)
    return _write("levels.eml", f"{_HEAD}{parts}\n{_fill(size, '-' + chr(10))}", folder)


def _write_base64(size: int, folder: Path) -> Path:
    body = base64.encodebytes(b"hello there " * (size // 18)).decode()
    head = f"{_HEAD}Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
    return _write("base64.eml", head + body, folder)


def _write_members(ending: str, text: str, size: int, folder: Path) -> Path:
    path = folder / f"members{ending}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(size // (_ZIP_MEMBER + len(text))):
            archive.writestr(f"{number}{ending}", text)
    return path


def _write_bombs(size: int, folder: Path) -> Path:
    path = folder / "bombs.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(max(1, size // 10_000)):
            archive.writestr(f"{number}.csv", b"text\n" + b"where is it\n" * 800_000)
    return path


def _write_gzip_bomb(unit: bytes, size: int, folder: Path) -> Path:
    path = folder / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"text\n" + unit * (size * 1_000 // len(unit))))
    return path


def _replace_part(part: str, xml: str, folder: Path) -> Path:
    """A workbook of which one part is another."""
    book = openpyxl.Workbook()
    book.active.append(["text"])
    whole = io.BytesIO()
    book.save(whole)
    path = folder / "book.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name.endswith(part) else old.read(name))
    return path


def _write_sheet(unit: str, growth: int, size: int, folder: Path) -> Path:
    """A sheet of rows; `growth` is how many times as long it is unpacked."""
    head = '<row><c t="inlineStr"><is><t>text</t></is></c></row>'
    rows = head + _number(size * growth, unit)
    xml = f"<worksheet {_SHEET}><sheetData>{rows}</sheetData></worksheet>"
    return _replace_part("sheet1.xml", xml, folder)


def _write_shared_text(size: int, folder: Path) -> Path:
    """One long text that every cell names."""
    path = _write_sheet('<row><c t="s"><v>0</v></c></row>', 20, size, folder)
    text = "where is it? " * 100_000
    strings = f"<sst {_SHEET}><si><t>{text}</t></si></sst>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", listed)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in {**parts, "xl/sharedStrings.xml": strings}.items():
            new.writestr(name, data)
    return path


def _write_columns(size: int, folder: Path) -> Path:
    path = folder / "columns.parquet"
    pq.write_table(pa.table({f"c{number}": ["a b"] for number in range(size // 350)}), path)
    return path


def _write_same_rows(size: int, folder: Path) -> Path:
    """Rows of one text, which take no space."""
    path = folder / "rows.parquet"
    texts = pa.array(["where is my parcel"]).dictionary_encode()
    pq.write_table(pa.table({"text": texts.take(pa.array([0] * (size * 50)))}), path)
    return path


def _write_long_rows(size: int, folder: Path) -> Path:
    """Rows of one long text, of which the file holds one."""
    path = folder / "long.parquet"
    texts = pa.array(["where is it? " * 100_000]).dictionary_encode()
    pq.write_table(pa.table({"text": texts.take(pa.array([0] * (size // 40)))}), path)
    return path


_OPEN = '{"id":"1","text":"Where is my parcel?"}\n'
_PART = "--b\nContent-Type: text/plain\n\nhello\n"
_MULTI = f"{_HEAD}Content-Type: multipart/mixed; boundary=b\n\n"
_CHAT = "[03.02.2026, 14:05:00] "

CASES: dict[str, Case] = {
    # tables
    "csv: repeated column names": partial(_repeat, "a.csv", "", "text,", "text\nhello,there\n"),
    "csv: numbered column names": partial(_count, "a.csv", "a,a (2),", "a ({n}),", "a\nhi,there\n"),
    "csv: a line of commas": partial(_repeat, "a.csv", "", ",", "\n"),
    "csv: many columns, short rows": partial(
        _repeat_twice, "a.csv", "text", (",c{n}", "where is it\n"), "\n"
    ),
    "csv: 9,000 columns, short rows": lambda size, folder: _write(
        "a.csv",
        "text" + ",c" * 9_000 + "\n" + _fill(size, "where is it, I would like to know please\n"),
        folder,
    ),
    "csv: a quote never closed": partial(_repeat, "a.csv", 'text,b\n"', "hello,there\n", ""),
    "csv: each line opens a quote": partial(_repeat, "a.csv", "text,b\n", 'a","\n', ""),
    "csv: each line opens and closes": partial(_repeat, "a.csv", "text,b\n", 'a",,"\n', ""),
    "csv: only quotes": partial(_repeat, "a.csv", "", '"', ""),
    "csv: lines of a quote": partial(_repeat, "a.csv", "", '"\n', ""),
    "csv: quotes and letters": partial(_repeat, "a.csv", "", '"a', ""),
    "csv: one long cell": partial(_repeat, "a.csv", "id,text\n1,", "word ", "\n"),
    "csv: a word of many letters": partial(_repeat, "a.csv", "id,text\n1,", "a", "\n"),
    "csv: at signs in a customer": partial(
        _repeat, "a.csv", "customer,email,text\nAnn Fox,", "@.", ",hello there you\n"
    ),
    "csv: a date of zone words": partial(_repeat, "a.csv", "date,text\n2026", " Z", ",hi there\n"),
    "csv: short lines": partial(_repeat, "a.csv", "id,text\n", "1,a\n", ""),
    "csv: only newlines": partial(_repeat, "a.csv", "text\nhello there\n", "\n", ""),
    "csv: only spaces": partial(_repeat, "a.csv", "a", " ", "b"),
    "csv: spaces in a name": partial(_repeat, "a.csv", "text,a", " ", "(b\nhello there,x\n"),
    "csv: only BOMs": partial(_write_bytes, "a.csv", b"\xef\xbb\xbf"),
    "csv: NUL bytes": partial(_write_bytes, "a.csv", b"a\0b,\n"),
    "csv: mixed encodings": partial(
        _write_bytes, "a.csv", "привіт,".encode("cp1251") + "є\n".encode()
    ),
    "csv: the same id on every line": partial(
        _count, "a.csv", "conversation_id,author,text\n", "1,customer,where is it {n}\n", ""
    ),
    "csv: each cell a date": partial(_repeat, "a.csv", "a,b,c\n", "3 Feb 2026 14:05,", "\n"),
    # JSON
    "jsonl: the same id on every line": partial(
        _count, "a.jsonl", _OPEN, '{"id":"1","text":"Where is my parcel {n}?"}\n', ""
    ),
    "jsonl: one line again and again": partial(_repeat, "a.jsonl", _OPEN, _OPEN, ""),
    "jsonl: empty objects": partial(_repeat, "a.jsonl", _OPEN, "{}\n", ""),
    "jsonl: no objects": partial(_repeat, "a.jsonl", _OPEN * 20, "[]\n", ""),
    "jsonl: many keys": _write_keys,
    "jsonl: one long key": partial(_repeat, "a.jsonl", '{"text":"hello there","', "k", '":1}\n'),
    "jsonl: deep lists": partial(_nest, "a.jsonl", "[", '{"text":"a"}', "]"),
    "jsonl: deep objects": partial(_nest, "a.jsonl", '{"a":', "1", "}"),
    "jsonl: a long number": partial(_repeat, "a.jsonl", _OPEN * 2 + '{"id":', "9", "}\n"),
    "jsonl: backslashes": partial(_repeat, "a.jsonl", _OPEN * 2 + '{"text":"', "\\", '"}\n'),
    "jsonl: messages that are none": partial(
        _repeat, "a.jsonl", _OPEN + '{"id":"2","messages":[', "1,", "1]}\n"
    ),
    "jsonl: many tags": partial(_count, "a.jsonl", '{"text":"hi","tags":[', '"t{n}",', '"t"]}\n'),
    "jsonl: many agents": _write_agents,
    "json: unfinished list": partial(_repeat, "a.json", "[", '{"text":"hi"},', ""),
    "json: many small records": partial(_repeat, "a.json", "[", '{"text":"hi"},', '{"text":"a"}]'),
    "json: Zendesk, many users": _write_zendesk,
    "json: Telegram, many names": _write_telegram,
    "zip: Slack, many users": _write_slack,
    "json: Discourse, quotes never closed": partial(
        _repeat, "a.json", '{"topic_id":1,"post_number":1,"cooked":"', "<aside quote>", '"}'
    ),
    "json: Slack, marks never closed": partial(
        _repeat, "a.json", '[{"type":"message","ts":"1700000000.0","text":"', "<a|", '"}]'
    ),
    "json: Chatwoot, links never closed": partial(
        _repeat, "a.json", '{"message_type":0,"conversation_id":1,"content":"', "[a](http://", '"}'
    ),
    "json: call, many speakers": partial(
        _count,
        "a.json",
        '{"segments":[',
        '{"start":1,"speaker":"s{n}","text":"hi"},',
        '{"start":1,"speaker":"agent","text":"hi"}]}',
    ),
    # chats and calls
    "text: WhatsApp, many names": partial(
        _count, "a.txt", "", _CHAT + "Ann {n}: where is it\n", ""
    ),
    "text: WhatsApp, spaces": partial(_repeat, "a.txt", _CHAT + "Ann: where", " ", "is it\n"),
    "text: WhatsApp, edited": partial(
        _repeat, "a.txt", _CHAT + "Ann: ", "  <This message was edited> a", "\n"
    ),
    "text: call, spaces behind a name": partial(_repeat, "a.txt", "Agent", " ", "x\nAnn: hi\n"),
    "text: call, spaces behind a time": partial(_repeat, "a.txt", "12:00", " ", "1\nAnn: hi\n"),
    "text: call, many turns": partial(
        _count, "a.txt", "Agent: hi\nAnn: hi\n", "Ann: is it {n}\n", ""
    ),
    "text: call, many captions": partial(
        _repeat, "a.vtt", "WEBVTT\n\n", "00:01.000 --> 00:02.000\n<v Ann>hi\n\n", ""
    ),
    "html: tags never closed": partial(_repeat, "a.html", "<html>", "<a ", ""),
    "html: elements never closed": partial(_repeat, "a.html", "<html>", "<div>", ""),
    # mail
    "mail: many From lines": partial(_repeat, "a.mbox", "", "From a 1:11 2026\n", f"{_HEAD}\nhi\n"),
    "mail: many small mails": partial(
        _repeat,
        "a.mbox",
        f"From a 1:11 2026\n{_HEAD}\nhi\n\n",
        "From a 1:11 2026\nTo: b\n\nhi\n\n",
        "",
    ),
    "mail: many headers": partial(_count, "a.eml", _HEAD, "X-A{n}: b\n", "\nhello\n"),
    "mail: one long header": partial(_repeat, "a.eml", f"{_HEAD}X-A: ", "a ", "\n\nhello\n"),
    "mail: many parts": partial(_repeat, "a.eml", _MULTI, _PART, "--b--\n"),
    "mail: parts within parts": _write_nested_parts,
    "mail: many lines within parts": _write_levels,
    "mail: boundaries alone": partial(_repeat, "a.eml", _MULTI, "--b\n", "hello\n"),
    "mail: semicolons in a type": partial(
        _repeat, "a.eml", f"{_HEAD}Content-Type: text/plain", ";", "\n\nhello\n"
    ),
    "mail: quotes in a type": partial(
        _repeat, "a.eml", f"{_HEAD}Content-Type: text/plain", ';"', "\n\nhello\n"
    ),
    "mail: numbered parameters": partial(
        _count, "a.eml", f"{_HEAD}Content-Type: text/plain", "; charset*{n}=a", "\n\nhello\n"
    ),
    "mail: quotes in a disposition": partial(
        _repeat, "a.eml", f"{_HEAD}Content-Disposition: inline", ';"', "\n\nhello\n"
    ),
    "mail: many addresses": partial(
        _count, "a.eml", f"{_HEAD}Cc: ", "a{n}@x.com, ", "a\n\nhello\n"
    ),
    "mail: brackets in addresses": partial(_repeat, "a.eml", f"{_HEAD}Cc: ", "(", "\n\nhello\n"),
    "mail: angles in addresses": partial(_repeat, "a.eml", f"{_HEAD}Cc: ", "<a", "\n\nhello\n"),
    "mail: quotes in addresses": partial(_repeat, "a.eml", f"{_HEAD}Cc: ", '"a', "\n\nhello\n"),
    "mail: commas in addresses": partial(_repeat, "a.eml", f"{_HEAD}Cc: ", ",", "\n\nhello\n"),
    "mail: encoded words": partial(
        _repeat, "a.eml", "Subject: ", "=?utf-8?q?a?= ", f"\n{_HEAD}\nhello\n"
    ),
    "mail: unfinished encoded words": partial(
        _repeat, "a.eml", "Subject: ", "=?utf-8?q?", f"\n{_HEAD}\nhello\n"
    ),
    "mail: encoded names": partial(
        _repeat, "a.eml", f"{_HEAD}Cc: ", "=?utf-8?q?a?= <a@b.c>, ", "a\n\nhello\n"
    ),
    "mail: a chain of references": partial(
        _count, "a.eml", f"{_HEAD}References: ", "<{n}@x> ", "\n\nhello\n"
    ),
    "mail: a thread with many addresses": _write_mail_thread,
    "mail: soft breaks": partial(
        _repeat, "a.eml", f"{_HEAD}Content-Transfer-Encoding: quoted-printable\n\n", "a=\n", "\n"
    ),
    "mail: flowed lines": partial(
        _repeat, "a.eml", f"{_HEAD}Content-Type: text/plain; format=flowed\n\n", "a \n", "\n"
    ),
    "mail: base64": _write_base64,
    "mail: reply marks": partial(_repeat, "a.eml", "Subject: ", "Re: ", f"\n{_HEAD}\nhello\n"),
    # packed
    "zip: many tiny tables": partial(_write_members, ".csv", "text\nwhere is it\n"),
    "zip: many tiny objects": partial(_write_members, ".jsonl", _OPEN),
    "zip: many tiny mails": partial(_write_members, ".eml", f"{_HEAD}\nhi\n"),
    "zip: many empty files": partial(_write_members, ".txt", ""),
    "zip: many bombs": _write_bombs,
    "gzip: a bomb of zeros": partial(_write_gzip_bomb, b"0"),
    "xlsx: a row numbered 999,999,999": lambda size, folder: _write_sheet(
        '<row r="999999999"><c t="inlineStr"><is><t>a b c</t></is></c></row>', 1, size, folder
    ),
    "xlsx: rows a million apart": lambda size, folder: _write_sheet(
        '<row r="{n}000000"><c t="inlineStr"><is><t>a b c</t></is></c></row>', 1, size, folder
    ),
    "xlsx: cells in the last column": partial(
        _write_sheet, '<row><c r="XFD{n}" t="inlineStr"><is><t>a b</t></is></c></row>', 5
    ),
    "xlsx: empty rows": partial(_write_sheet, "<row/>", 10),
    "xlsx: one long text in many cells": _write_shared_text,
    "xlsx: many styles": lambda size, folder: _replace_part(
        "styles.xml",
        f"<styleSheet {_SHEET}><cellXfs>{_fill(size * 20, '<xf/>')}</cellXfs></styleSheet>",
        folder,
    ),
    "xlsx: many names": lambda size, folder: _replace_part(
        "xl/workbook.xml",
        f"<workbook {_SHEET}><definedNames>"
        + _number(size * 5, '<definedName name="a{n}">1</definedName>')
        + "</definedNames></workbook>",
        folder,
    ),
    "parquet: many columns": _write_columns,
    "parquet: many rows of one text": _write_same_rows,
    "parquet: rows of one long text": _write_long_rows,
}
"""Writers of a hostile file of about so many bytes in a folder, by what is wrong with it."""
