"""E-mails are decoded whatever their encodings; mbox files are split at their From lines."""

from pathlib import Path

import pytest

from ingest.formats.blob import Blob, ByteStream
from ingest.formats.mail import looks_like_mail, parse_email, split_mails

HEADERS = (
    "From: Ann <Ann@Post.example>\nTo: help@lumo.example\nDate: Tue, 3 Feb 2026 10:00:00 +0000\n"
)


def mails(path: Path, content: bytes) -> list[tuple[int, bytes | None]]:
    path.write_bytes(content)
    return list(split_mails(ByteStream(Blob.from_path(path))))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (HEADERS + "\nHi", True),
        ("From a@b Tue Feb  3 10:00:00 2026\n" + HEADERS + "\nHi", True),
        (HEADERS.replace("\n", "\r\n"), True),
        ("To: a\nSubject: b\nDate: c\n", False),
        ("From: metro to home\nit is far", False),
        ("id,text\n1,From: a", False),
    ],
)
def test_a_mail_is_detected_by_its_headers(head: str, expected: bool) -> None:
    assert looks_like_mail(head.encode()) is expected


def test_an_mbox_is_split_at_from_lines_that_follow_a_blank_line(tmp_path: Path) -> None:
    start = "From a@b Tue Feb  3 10:00:00 2026\n"
    content = f"{start}A: 1\n\none\n>From here\n\n{start}B: 2\n\ntwo\n{start}"
    found = mails(tmp_path / "a.mbox", content.encode())
    assert found == [(1, b"A: 1\n\none\nFrom here\n\n"), (2, f"B: 2\n\ntwo\n{start}".encode())]


def test_a_mail_beyond_the_limit_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.formats.mail.MAIL", 60)
    start = "From a@b Tue Feb  3 10:00:00 2026\n"
    content = f"{start}A: 1\n\n{'x' * 80}\n\n{start}B: 2\n\ntwo\n".encode()
    assert mails(tmp_path / "a.mbox", content) == [(1, None), (2, b"B: 2\n\ntwo\n")]


def test_headers_are_decoded_and_addresses_split_before_their_names() -> None:
    mail = parse_email(
        b"From: =?utf-8?q?Koval=2C_Anna?= <Anna@Post.example>\n"
        b"To: Help <help@lumo.example>, help@lumo.example\nCc: b@c.example\n"
        b"Subject: =?windows-1251?Q?=CA=EE=E4?= again\n"
        b"Message-ID: <m3@x>\nReferences: <m1@x> <m2@x>\nIn-Reply-To: <m2@x>\n\nHi\n"
    )
    assert (mail.sender, mail.sender_name) == ("anna@post.example", "Koval, Anna")
    assert mail.recipients == ("help@lumo.example", "b@c.example")
    assert (mail.subject, mail.id, mail.parents) == ("Код again", "m3@x", ("m1@x", "m2@x"))
    assert (mail.text, mail.automatic) == ("Hi", False)


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "Precedence: auto_reply",
        "X-Autoreply: yes",
        'Content-Type: multipart/report; boundary="x"',
    ],
)
def test_automatic_mails_are_recognised(header: str) -> None:
    assert parse_email(f"{HEADERS}{header}\n\nAway\n".encode()).automatic
    assert not parse_email(f"{HEADERS}Auto-Submitted: no\n\nHi\n".encode()).automatic


def test_plain_text_goes_before_html_and_attachments_are_not_read() -> None:
    part = "--x\nContent-Type: {}\n{}\n{}\n"
    body = (
        part.format("text/plain", "", "plain words")
        + part.format("text/html", "", "<p>rich words</p>")
        + part.format("text/plain", "Content-Disposition: attachment\n", "attached")
        + "--x--\n"
    )
    kind = 'Content-Type: multipart/mixed; boundary="x"\n\n'
    assert parse_email(f"{HEADERS}{kind}{body}".encode()).text == "plain words"
    without = body.replace("text/plain\n\nplain words", "text/plain\n\n ")
    assert parse_email(f"{HEADERS}{kind}{without}".encode()).text == "rich words"


def test_soft_line_breaks_are_joined() -> None:
    flowed = "Content-Type: text/plain; format=flowed\n\nThe link \nis broken\n-- \nAnn\n"
    assert parse_email(f"{HEADERS}{flowed}".encode()).text == "The link is broken\n-- \nAnn"


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain" + ';"' * 90_000,
        "Content-Type: text/plain" + ";" * 190_000,
        "Content-Disposition: inline" + ";a" * 90_000,
        "Subject: " + "=?utf-8?q?a?= " * 30_000,
        "Cc: " + "<a" * 90_000,
        "Cc: " + "@" * 90_000,
    ],
)
def test_a_long_header_is_read_up_to_a_limit(header: str) -> None:
    mail = parse_email(f"{HEADERS}{header}\n\nWhere is it?\n".encode())
    assert (mail.text, mail.sender) == ("Where is it?", "ann@post.example")


def test_parts_nested_beyond_the_limit_are_refused() -> None:
    def nest(levels: int) -> bytes:
        parts = "".join(
            f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"
            for level in range(levels)
        )
        return f"{HEADERS}{parts}\nWhere is it?\n".encode()

    assert parse_email(nest(40)).text == "Where is it?"
    with pytest.raises(ValueError, match="nested too deeply"):
        parse_email(nest(60))


def test_a_line_of_many_megabytes_comes_whole(tmp_path: Path) -> None:
    ((_, raw),) = mails(tmp_path / "a.eml", f"{HEADERS}\n".encode() + b"a" * 30_000_000)
    assert raw is not None
    assert len(raw) == len(HEADERS) + 1 + 30_000_000


@pytest.mark.parametrize("charset", ["utf-8", "cp1251"])
def test_bare_bytes_in_headers_are_read(charset: str) -> None:
    head = (
        "From: Олена Гай <olena@home.example>\nTo: help@lumo.example\n"
        "Subject: Котел вимикається щоночі\n\nЩо робити?"
    )
    mail = parse_email(head.encode(charset))
    assert (mail.subject, mail.sender_name) == ("Котел вимикається щоночі", "Олена Гай")
    assert mail.sender == "olena@home.example"


def test_an_envelope_line_without_a_date_begins_one_mail(tmp_path: Path) -> None:
    for address in (b"a@post.example", b"a at post.example"):
        content = b"From " + address + b"\r\n" + HEADERS.encode() + b"\r\nHi\nFrom now on it fails"
        assert looks_like_mail(content)
        ((_, found),) = mails(tmp_path / "a.eml", content)
        assert found is not None
        assert parse_email(found).sender == "ann@post.example"
        assert parse_email(found).text.endswith("From now on it fails")
