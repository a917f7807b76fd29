"""Hostile texts: for each form that is looked for, what nearly is one, again and again."""

import random
from collections.abc import Callable, Iterable
from itertools import count

MakeText = Callable[[int], str]
"""A text of about this many bytes in UTF-8."""
MakeRecord = Callable[[int], dict[str, object]]
"""An object of the native format with about this many bytes of text."""

_DRAWS = count()
"""Every text has words of its own: no cache knows them from the text before."""
_SYLLABLES = {
    "latin": [
        "ba",
        "shch",
        "ya",
        "iy",
        "lo",
        "kh",
        "mi",
        "ts",
        "nu",
        "zh",
        "vo",
        "yi",
        "ser",
        "gei",
        "ie",
    ],
    "cyrillic": [
        "ва",
        "ре",
        "со",
        "ни",
        "ку",
        "ма",
        "тель",
        "ство",
        "пра",
        "щи",
        "лё",
        "ша",
        "ого",
        "ени",
        "ко",
    ],
}


def repeat(unit: str, before: str = "", after: str = "") -> MakeText:
    """A maker of `before`, the unit as often as fits, `after`."""

    def make(size: int) -> str:
        rest = size - len((before + after).encode())
        return before + unit * max(rest // len(unit.encode()), 1) + after

    return make


def number(pattern: str, before: str = "") -> MakeText:
    """A maker of `before`, then a pattern with a running number in place of "%d"."""
    return lambda size: (
        before + _fill(size, (pattern.replace("%d", str(each)) for each in count(1)))
    )


def write_words(alphabet: str, end: str = " ", *, capital: bool = False) -> MakeText:
    """A maker of words that no dictionary has, each of them once."""

    def make(size: int) -> str:
        chance = random.Random(next(_DRAWS))
        words = ("".join(chance.choices(_SYLLABLES[alphabet], k=chance.randint(2, 6)))
                 for _ in count())  # fmt: skip
        return _fill(size, ((word.title() if capital else word) + end for word in words))

    return make


def write_noise(alphabet: str) -> MakeText:
    """A maker of characters drawn from an alphabet."""
    return lambda size: "".join(
        random.Random(next(_DRAWS)).choices(alphabet, k=max(size // len(alphabet[-1].encode()), 1))
    )


def nest(opening: str, closing: str) -> MakeText:
    """A maker of brackets within brackets."""
    both = len((opening + closing).encode())
    return lambda size: opening * max(size // both, 1) + closing * max(size // both, 1)


def _fill(size: int, pieces: Iterable[str]) -> str:
    taken: list[str] = []
    length = 0
    for piece in pieces:
        length += len(piece.encode())
        if length > size and taken:
            break
        taken.append(piece)
    return "".join(taken)


LINKS: dict[str, MakeText] = {
    "link: session": repeat("session", "https://example.com/?"),
    "link: token-": repeat("token-", "https://example.com/?a&", "="),
    "link: k=abc&": repeat("k=abc&", "https://example.com/?"),
    "parameters that differ": number("k=abc%d&"),
    "link: values that differ in one link": number("k=v%d&", "https://a.co/?"),
    "link: sharing, dashes": repeat("-", "https://docs.google.com/", "!"),
    "link: sharing, words": repeat("abcdefghij-/", "https://docs.google.com/"),
    "link: many shared": repeat("https://docs.google.com/a "),
    "link: long tokens": repeat("a1b2c3d4e5f6g7h8i9j0k1l2m3/", "https://example.com/"),
    "link: long tokens that end badly": repeat("a1", "https://example.com/", "é"),
    "link: slashes and letters": repeat("/a", "https://example.com"),
    "link: logins": repeat("a:b", "https://", "@"),
    "link: many schemes": repeat("https://"),
    "link: www": repeat("www."),
    "link: profiles": repeat("t.me/ab"),
    "link: profile of one long name": repeat("a%", "https://t.me/", "é"),
    "link: profile with a query": repeat("&a=%", "https://t.me/abc?", "é/"),
    "link: zoom": repeat("a", "", ".zoom.us/"),
    "link: percent signs": repeat("%D0%B0", "https://t.me/"),
    "link: reset paths": repeat("reset/abcdefgh/", "https://example.com/"),
    "token: eyJ": repeat("eyJabcdefghi.abcdef"),
    "token: eyJ without an end": repeat("-eyJ"),
    "token: Bearer": repeat("Bearer ="),
    "token: base64": write_noise(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    ),
}
NUMBERS: dict[str, MakeText] = {
    "number: one": repeat("9"),
    "number: pairs": repeat("12 "),
    "number: a phone again and again": repeat("+380 67 123 45 67, "),
    "number: phones that differ": number("+38067%d "),
    "number: tel": repeat("tel 1 "),
    "number: dashes": repeat("1-"),
    "number: cards": repeat("4111 1111 1111 1112 "),
    "number: iban": repeat("DE89 3704 0044 0532 0130 01 "),
    "number: iban letters": repeat("AB12abc"),
    "number: ip": repeat("1.2.3."),
    "number: ipv6": repeat("ab:"),
    "number: ipv6 groups": repeat("1:2:3:4:5:6:7:8 "),
    "number: tax": repeat("инн номер "),
    "number: tax, spaces": repeat(" ", "инн", "x"),
    "number: tax code of payer": repeat("код"),
    "number: passport": repeat("паспорт серия "),
    "number: passport, spaces": repeat(" ", "паспорт", "x"),
    "number: passport, dashes": repeat("паспорт-"),
    "number: insurance": repeat("страхов свидетельств "),
    "number: ident.": repeat("ідент."),
    "number: dates": repeat("01.02.2026 "),
    "number: clock": repeat("10:00:00 "),
}
ADDRESSES: dict[str, MakeText] = {
    "street: 1 Main Street": repeat("1 Main Street "),
    "street: streets that differ": number("%d Main Street, "),
    "street: 1 Main Main": repeat("1 Main Main Main Main "),
    "street: Flat": repeat("Flat "),
    "street: lower": repeat("1 main main "),
    "street: ул. Ленина": repeat("ул. Ленина, д. 5 "),
    "street: ул. Ленина in one word": repeat("ул.Ленина"),
    "street: улулул": repeat("ул", after="."),
    "street: capital Cyrillic": repeat("А"),
    "street: adjectives": repeat("Аая"),
    "street: adjectives with a kind": repeat("Красная ул "),
    "street: house without a flat": repeat("д. 5, "),
    "street: entrances": repeat("к 1 ", "д 5 "),
    "street: spaces": repeat(" ", "ул. Ленина,", "x"),
    "street: German": repeat("Astraße"),
    "street: German with a number": repeat("Hauptstraße 5 "),
}
MAIL: dict[str, MakeText] = {
    "mail: at signs": repeat("@"),
    "mail: a@": repeat("a@"),
    "mail: one letter a label": repeat("a.", "x@"),
    "mail: addresses that differ": number("user%d@example.com "),
    "mail: %40": repeat("%40"),
    "mail: handles": repeat("@abc "),
    "mail: telegram": repeat("telegram is "),
    "mail: telegram with spaces": repeat(" ", "telegram", "x"),
    "mail: quotation marks": repeat(">"),
    "mail: quoted lines": repeat("> a\n"),
    "mail: quoted lines of spaces": repeat("\n  > "),
    "mail: wrote": repeat("On 1 May wrote:\n"),
    "mail: headers": repeat("From: a\nTo: b\n"),
    "mail: one long header": repeat("10:00 от "),
    "mail: angle brackets": repeat("<", "10:00 ", ":"),
    "mail: Re": repeat("Re: "),
    "mail: dashes": repeat("-"),
    "mail: underscores": repeat("_", after="x"),
    "mail: empty lines": repeat("\n"),
    "mail: sent from my": repeat("sent from my "),
    "mail: disclaimers": repeat("this message is\n"),
    "mail: best regards": repeat("Best regards\nx\n"),
}
NAMES: dict[str, MakeText] = {
    "name: O'": repeat("O'"),
    "name: one Latin word": repeat("a"),
    "name: one Cyrillic word": repeat("а"),
    "name: one word of syllables": lambda size: write_words("latin", "")(size),
    "name: one Cyrillic word of syllables": lambda size: write_words("cyrillic", "")(size),
    "name: one hyphenated word": repeat("анна-"),
    "name: one Latin hyphenated word": repeat("anna-"),
    "name: names": repeat("Анна Иванова, "),
    "name: Latin names": repeat("Anna Smith "),
    "name: joined by and": repeat("Ben and "),
    "name: dear": repeat("Dear "),
    "name: places": repeat("София и "),
    "name: signatures": repeat("Anna\n"),
    "name: names in one line at the end": lambda size: "a\n" + "Вера " * (size // 9),
    "name: a space before each": repeat(" ", "Dear", "Anna"),
    "name: capital Latin words that nobody has": write_words("latin", capital=True),
    "name: Latin words that nobody has": write_words("latin"),
    "name: capital Cyrillic words that nobody has": write_words("cyrillic", capital=True),
    "name: Cyrillic words that nobody has": write_words("cyrillic"),
    "name: a name a line": write_words("latin", "\n", capital=True),
    "name: Mr": lambda size: "Mr " + write_words("latin", ". Mr ", capital=True)(size),
    "name: initials": repeat("А. "),
    "name: initials without spaces": repeat("А.Б.Иванов"),
    "name: stress marks": repeat("\u0301", "а"),
    "name: soft hyphens": repeat("а\u00ad"),
    "name: apostrophes": repeat("'’ʼ"),
}
ASKS: dict[str, MakeText] = {
    "ask: dots": repeat("."),
    "ask: commas": repeat("a,"),
    "ask: question marks": repeat("a? "),
    "ask: brackets": repeat("("),
    "ask: ok": repeat("ok"),
    "ask: okthanks": repeat("okthanks "),
    "ask: okthanks in one word": repeat("okthanks"),
    "ask: hello": repeat("hello, "),
    "ask: hello without commas": repeat("hello "),
    "ask: hiii": repeat("i", "h"),
    "ask: thanks without spaces": repeat("спасибо"),
    "ask: qwerty": repeat("qwerty"),
    "ask: spam": repeat("casino bonus $1 "),
    "ask: emoji": repeat("👍"),
    "ask: trace": repeat("at a.b(c)\n"),
    "ask: trace without an end": repeat("at a.b(", after="x"),
    "ask: dots of an exception": repeat("a."),
    "ask: dump": repeat("00000000: ab ab ab ab\n"),
    "ask: log": repeat("2026-02-03 10:00:00 a\n"),
    "ask: Traceback": repeat("Traceback (most recent call last)\n\n"),
    "ask: sentences": repeat("Where is my order. "),
    "ask: numbers": number("%d "),
    "ask: placeholders": repeat("[name-1]"),
    "ask: placeholders without an end": repeat("[name-"),
    "ask: opening square brackets": repeat("[a "),
    "ask: nested square brackets": nest("[", "]"),
}
HTML: dict[str, MakeText] = {
    "html: open tags": repeat("<"),
    "html: <a": repeat("<a "),
    "html: deep": nest("<div>", "</div>"),
    "html: deep quotations": nest("<blockquote>", "</blockquote>"),
    "html: bold without an end": repeat("<b>"),
    "html: links without an end": repeat("<a href=http://a>"),
    "html: links": repeat('<a href="https://example.com">x</a>'),
    "html: list items": repeat("<li>"),
    "html: empty list items": repeat("<li></li>"),
    "html: paragraphs": repeat("<p>"),
    "html: breaks": repeat("<br>"),
    "html: table cells": repeat("<td>"),
    "html: table in a table": repeat("<table><tr><td>"),
    "html: attributes": repeat(" a=b", "<p", ">"),
    "html: attributes that differ": lambda size: f"<p {number('a%d ')(size)}>",
    "html: entities": repeat("&amp;"),
    "html: entities without an end": repeat("&#"),
    "html: comments": repeat("<!--"),
    "html: scripts": repeat("<script>"),
    "html: quotation and dash": repeat("&gt; - \n"),
    "html: forms": repeat("<form><button><select>"),
    "html: deep emphasis": nest("<i><b>", "</b></i>"),
}
"""They come as the `html` of a message; all others as its text."""
TEXTS: dict[str, MakeText] = {**LINKS, **NUMBERS, **ADDRESSES, **MAIL, **NAMES, **ASKS}


def _write_chat(size: int) -> dict[str, object]:
    """A chat in which everybody is called otherwise, and each is called by name."""
    names = write_words("latin", capital=True)(size // 3).split()
    messages = [
        {"author": "agent", "agent": f"{name} {surname}", "text": f"{surname}, {name}"}
        for name, surname in zip(names, reversed(names), strict=True)
    ]
    return {"messages": [*messages, {"author": "customer", "text": "Where is my order?"}]}


def _write_customers(size: int) -> dict[str, object]:
    """One text, and a customer with many names."""
    names = write_words("cyrillic", capital=True)(size // 2)
    return {"customer": {"name": names[:2_000]}, "text": names}


def _write_turns(unit: str) -> MakeRecord:
    """Many messages of one line each."""
    return lambda size: {
        "messages": [{"author": "customer", "text": f"{unit}{turn}"}
                     for turn in range(size // len(unit.encode()))]
    }  # fmt: skip


def _write_replies(size: int) -> dict[str, object]:
    """Notes, then question and answer by turns."""
    turns = size // 40
    notes = [{"author": "agent", "public": False, "text": "n"}] * turns
    talk = [{"author": ("customer", "agent")[turn % 2], "text": f"a{turn}"}
            for turn in range(turns)]  # fmt: skip
    return {"messages": [*notes, *talk]}


CHATS: dict[str, MakeRecord] = {
    "chat: agents that differ": _write_chat,
    "chat: a customer with many names": _write_customers,
    "chat: short messages": _write_turns("Ok, and it still does not work. "),
    "chat: short questions": _write_turns("Where is it? Anna "),
    "chat: notes before the talk": _write_replies,
}


def _as_record(field: str, make: MakeText) -> MakeRecord:
    return lambda size: {field: make(size)}


RECORDS: dict[str, MakeRecord] = {
    **{name: _as_record("text", make) for name, make in TEXTS.items()},
    **{name: _as_record("html", make) for name, make in HTML.items()},
    **CHATS,
}
"""Every case, as an object of the native format."""
