"""What the reader of a Slack message saw: its text, blocks and attachments as plain text."""

import html
import re
from collections.abc import Iterator
from typing import Any

from ingest.readers.interface import Record, is_object, pick, pick_objects

_MARK = re.compile(r"<([^<>\n|]{1,2000})(?:\|([^<>\n]{0,500}))?>")
_DEEPEST = 12
_FIELD = ("title", "value")
_UNFURLED = ("from_url", "original_url", "is_msg_unfurl", "is_app_unfurl")
"""Marks of a preview of somebody else's page or message."""


def read_words(message: Record) -> str:
    """The words of a message. What people typed is whole in `text`; where an app wrote blocks,
    `text` is what a notification shows instead of them."""
    text = strip_markup(message.get("text"))
    typed = text if isinstance(text, str) else ""
    blocks = pick_objects(message, "blocks")
    is_typed = all(block.get("type") == "rich_text" for block in blocks)
    words = [typed] if typed.strip() and is_typed else [_join(_iter_blocks(blocks)) or typed]
    attached = pick_objects(message, "attachments")
    own = [one for one in attached if not any(one.get(mark) for mark in _UNFURLED)]
    words += [_read_attachment(one) for one in own]
    if not any(word.strip() for word in words):
        words = [_read_attachment(one) for one in attached]
    return _join(iter(words))


def strip_markup(text: Any) -> Any:
    """Plain text of Slack's markup: mentions lose their name, links keep their address."""
    return html.unescape(_MARK.sub(_format_mark, text)) if isinstance(text, str) else text


def _format_mark(match: re.Match[str]) -> str:
    target, label = match[1], match[2]
    if target.startswith("@"):
        return "@user"
    if target.startswith(("#", "!")):
        return f"{target[0].replace('!', '@')}{label or target[1:].split('^')[0]}"
    return _format_link(target, label)


def _format_link(target: str, label: str | None) -> str:
    address = target.removeprefix("mailto:")
    return f"{label} ({address})" if label and label not in {target, address} else address


def _read_attachment(attachment: Record) -> str:
    words = [
        *(strip_markup(attachment.get(name)) for name in ("pretext", "title", "text")),
        *_iter_blocks(pick_objects(attachment, "blocks")),
        *(
            _join(_iter_texts(one, ("title", "value")))
            for one in pick_objects(attachment, "fields")
        ),
    ]
    said = _join(word for word in words if isinstance(word, str))
    return said or str(strip_markup(pick(attachment, "fallback|footer")) or "")


def _iter_blocks(blocks: list[Any]) -> Iterator[str]:
    for block in blocks:
        match block.get("type"):
            case "rich_text":
                yield _join(_iter_rich(block, 0))
            case "context":
                yield _join(_iter_texts(one, ("text", "alt_text"))
                            for one in pick_objects(block, "elements"))  # fmt: skip
            case _:
                yield _join(_iter_texts(block, ("title", "text", "fields", "alt_text")))


def _iter_texts(item: Record, names: tuple[str, ...]) -> Iterator[str]:
    """The texts in some fields, each a text, a text object or a list of these."""
    for name in names:
        value = item.get(name)
        for one in value if isinstance(value, list) else [value]:
            text = one.get("text") if is_object(one) else one
            if isinstance(text, str):
                yield strip_markup(text)


def _iter_rich(item: Record, depth: int) -> Iterator[str]:
    """The lines of a rich text: its sections, quotes and preformatted parts, lists by item."""
    if depth > _DEEPEST:
        return
    line: list[str] = []
    for element in pick_objects(item, "elements"):
        if isinstance(element.get("elements"), list):
            if line:
                yield "".join(line)
                line = []
            inner = _join(_iter_rich(element, depth + 1))
            yield inner
        else:
            line.append(_format_element(element))
    if line:
        yield "".join(line)


def _format_element(element: Record) -> str:
    kind = element.get("type")
    if kind in ("user", "usergroup"):
        return "@user"
    if kind == "channel":
        return "#channel"
    if kind == "broadcast":
        return f"@{element.get('range') or 'channel'}"
    if kind == "emoji":
        return f":{element.get('name')}:"
    if kind == "link" and isinstance(element.get("url"), str):
        return _format_link(element["url"], pick(element, "text"))
    return str(pick(element, "text|fallback|value") or "")


def _join(words: Iterator[Any]) -> str:
    """The texts that say something, a line each; the same one twice only once."""
    said = (word if isinstance(word, str) else _join(word) for word in words if word is not None)
    return "\n".join(dict.fromkeys(word.strip() for word in said if word.strip()))
