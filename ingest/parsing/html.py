"""HTML to plain text, as a person would read it."""

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

_DROPPED = {"script", "style", "head", "title", "template", "noscript", "svg", "iframe", "object"}
_BLOCKS = {
    "p", "div", "section", "article", "header", "footer", "table", "tr", "ul", "ol", "dl", "dt",
    "dd", "h1", "h2", "h3", "h4", "h5", "h6", "form", "fieldset", "address", "figure", "hr",
    "pre", "li", "blockquote", "main", "nav", "aside", "details", "summary",
}  # fmt: skip
_SPACES = re.compile(r"[^\S\n]+")
_BLANK = re.compile(r"\n{3,}")
_HIDDEN = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_ITEM = re.compile(r"^((?:> )*)- *\n+", re.MULTILINE)
_LIST = re.compile(r"^((?:> )*- .*\n)(?:(?:> )*>?\n)+(?=(?:> )*- )", re.MULTILINE)
"""An item of a list and the empty lines before the next one."""
_TAG = re.compile(r"<[/!a-zA-Z][^<>]{0,5000}>")
_WIDE = re.compile(r"<[a-zA-Z][^<>]{8000,}>")
_ATTRIBUTES = 2_000
"""Most words in a tag that are parsed: each attribute is compared with all before it."""
_VOID = {"br", "im", "hr", "in", "p", "p>", "p ", "li", "!-"}
"""First two letters of tags without an end tag: they do not nest."""
_DEPTH = 2_000
"""Most nested tags that are parsed. Real mail stays below a hundred."""
_QUOTE, _UNQUOTE = "\ue000", "\ue001"
"""Marks around a quotation until lines are split (private use characters)."""


_ANGLES = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[\s/][^<>]*)?)>)?")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "center", "cite", "code", "data",
    "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "o:p", "q", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "html", "body",
    "tbody", "thead", "tfoot", "caption", "figcaption", "picture", "video", "audio", "textarea",
}  # fmt: skip
_ENDLESS = {"br", "hr", "img", "wbr"}
_LOOSE = {"p", "li", "td", "th", "tr", "dt", "dd"}
"""Elements that are often left open."""
_EMPTY = {"input", "meta", "link", "col", "source", "base"}
_KNOWN = _INLINE | _BLOCKS | _DROPPED | _ENDLESS | _LOOSE | _EMPTY


def to_readable_text(text: str) -> str:
    """A text that may have markup or entities, as a person would read it.

    A lone "<" and words in angle brackets that are no tag ("<my order>") stay; so do line ends
    where no tag makes lines.
    """
    if "<" not in text and "&" not in text:
        return text
    if (read := _read_markup(text)) is not None:
        return read
    plain = _ENTITY.sub(lambda entity: unescape(entity[0]).replace("\xa0", " "), text)
    if plain != text and plain.lstrip().startswith("<") and "</" in plain:  # written as HTML twice
        return _read_markup(plain) or plain
    return plain


def _read_markup(text: str) -> str | None:
    """Plain text of a text with tags; None where none of its angle brackets is a tag."""
    tags: set[str] = set()
    ended = {tag[2].lower() for tag in _ANGLES.finditer(text) if tag[1]}
    first = text.lstrip()[:200].lower()

    def escape_unless_tag(found: re.Match[str]) -> str:
        name = (found[2] or "").lower()
        is_tag = name in _KNOWN and (
            name in ended
            or name in _ENDLESS
            or (name in _EMPTY and "=" in found[3])
            or (name in _LOOSE and first.startswith(f"<{name}"))
        )
        if is_tag:
            tags.add(name)
        is_tag = is_tag or text.startswith(("<!--", "<!doctype", "<!DOCTYPE"), found.start())
        return found[0] if is_tag else f"&lt;{found[0][1:]}"

    escaped = _ANGLES.sub(escape_unless_tag, text)
    if not tags:
        return None
    makes_lines = tags & (_BLOCKS | {"br"})
    return to_text(escaped if makes_lines else escaped.replace("\n", "<br>"))


def to_text(html: str) -> str:
    """Plain text of an HTML body.

    Entities are resolved. Blocks, list items and <br> become lines: list items with "- ", quoted
    lines with "> ". A link keeps its address in brackets unless its text shows it. Scripts,
    styles and images (except emoji) are dropped.
    """
    clean = re.sub(f"[\0{_QUOTE}{_UNQUOTE}]", "", html)
    clean = _WIDE.sub(_narrow_tag, clean)
    if _is_too_deep(clean):
        return _format_lines(unescape(_TAG.sub("\n", clean)))
    root = LexborHTMLParser(clean).body
    return _format_lines("".join(_collect_pieces(root))) if root else ""


def _narrow_tag(tag: re.Match[str]) -> str:
    """A tag with its first attributes alone, where there are too many."""
    words = tag[0].split(maxsplit=_ATTRIBUTES)
    if len(words) <= _ATTRIBUTES:
        return tag[0]
    kept = " ".join(words[:_ATTRIBUTES])
    opened = next((mark for mark in "\"'" if kept.count(mark) % 2), "")
    return f"{kept}{opened}>"


def _is_too_deep(html: str) -> bool:
    """Whether tags nest so deeply that parsing would take quadratic time."""
    depth = 0
    if html.count("<") < _DEPTH:
        return False
    for tag in _TAG.finditer(html):
        depth += -1 if tag[0].startswith("</") else tag[0][1:3].lower() not in _VOID
        if depth > _DEPTH:
            return True
    return False


def _collect_pieces(root: LexborNode) -> list[str]:
    """Text of all nodes in reading order; iterative, because nesting may be deep."""
    pieces: list[str] = []
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        tag = node.tag or ""
        if tag == "-text":
            pieces.append(_read_text_node(node))
        elif tag not in _DROPPED and not tag.startswith(("_", "-")):
            before, after = _pick_separators(node, tag)
            pieces.append(before)
            stack.append(after)
            stack.extend(reversed(list(node.iter(include_text=True))))
    return pieces


def _read_text_node(node: LexborNode) -> str:
    text = node.text_content or ""
    parent = node.parent
    if parent is not None and parent.tag in {"pre", "code", "textarea"}:
        return text
    return text.replace("\n", " ")


def _pick_separators(node: LexborNode, tag: str) -> tuple[str, str]:
    if tag == "br":
        return "\n", ""
    if tag == "li":
        return "\n- ", "\n"
    if tag == "blockquote":
        return f"\n{_QUOTE}\n", f"\n{_UNQUOTE}\n"
    if tag in {"p", "h1", "h2", "h3"}:
        return "\n\n", "\n\n"
    if tag in {"td", "th"}:
        return " ", " "
    if tag == "a":
        return "", _format_link(node)
    if tag == "img":
        alt = node.attributes.get("alt") or ""
        return (alt if len(alt) <= 4 and not alt.isascii() else ""), ""
    return ("\n", "\n") if tag in _BLOCKS else ("", "")


def _format_link(node: LexborNode) -> str:
    link = (node.attributes.get("href") or "").strip()
    if not link.lower().startswith(("http://", "https://", "mailto:", "tel:")):
        return ""
    bare = re.sub(r"^(mailto:|tel:|https?://(www\.)?)", "", link, flags=re.IGNORECASE).rstrip("/")
    shown = re.sub(r"\s", "", node.text(deep=True)).rstrip("/…").removesuffix("...")
    if not shown or shown in link or bare in shown:
        return "" if shown else f" {link} "
    return f" ({link})"


def _format_lines(text: str) -> str:
    lines, depth = [], 0
    for raw in _HIDDEN.sub("", text).replace("\r", "").split("\n"):
        line = _SPACES.sub(" ", raw).strip()
        if line == _QUOTE:
            depth += 1
        elif line == _UNQUOTE:
            depth -= 1
        else:
            lines.append(f"{'> ' * min(depth, 5)}{line}".rstrip() if line else "")
    text = _ITEM.sub(r"\1- ", "\n".join(lines))
    return _BLANK.sub("\n\n", _LIST.sub(r"\1", text)).strip()
