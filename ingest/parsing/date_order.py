"""Order of day and month: one value that proves it decides for its whole field."""

import re
from collections.abc import Iterator
from typing import Any, Literal

DateOrder = Literal["day first", "month first", "open"]
_NUMERIC = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)(?=$|[ ,T])")
_TIMES = ("created_at", "closed_at", "at", "createdAt", "timestamp", "sent_at", "time", "date")
_Place = tuple[str, str]


def classify_order(text: str) -> DateOrder | None:
    """What a date between slashes or dashes says of its order; None for other dates, and for
    those that are one day either way."""
    match = _NUMERIC.match(text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second > 0:
        return "day first"
    if second > 12 >= first > 0:
        return "month first"
    return (
        "open" if first != second and min(first, second) > 0 and max(first, second) <= 12 else None
    )


class DateOrders:
    """What the times of native objects prove, field by field."""

    def __init__(self) -> None:
        self._seen: dict[_Place, set[DateOrder]] = {}

    def note_times(self, native: Any) -> bool:
        """Take a native object into account; whether one of its times is open."""
        is_open = False
        for place, _, _, text in _iter_times(native):
            order = classify_order(text)
            if order is not None:
                self._seen.setdefault(place, set()).add(order)
                is_open = is_open or order == "open"
        return is_open

    def write_times(self, native: Any) -> Any:
        """Write the open times of a native object as ISO 8601 where their field has an order."""
        for place, holder, name, text in _iter_times(native):
            proven = self._seen.get(place, set()) - {"open"}
            if len(proven) == 1 and classify_order(text) == "open":
                holder[name] = _write_date(text, day_first="day first" in proven)
        return native


def _iter_times(native: Any) -> Iterator[tuple[_Place, dict[str, Any], str, str]]:
    """(field, the object that holds it, its name there, the text) of the times of an object."""
    if not isinstance(native, dict):
        return
    yield from _iter_fields("", native)
    listed = native.get("messages")
    for message in listed if isinstance(listed, list) else []:
        if isinstance(message, dict):
            yield from _iter_fields("messages", message)


def _iter_fields(
    around: str, holder: dict[str, Any]
) -> Iterator[tuple[_Place, dict[str, Any], str, str]]:
    for name in _TIMES:
        value = holder.get(name)
        if isinstance(value, str) and 5 < len(value) < 60 and value.lstrip()[:1].isdigit():
            yield (around, name), holder, name, value.strip()


def _write_date(text: str, *, day_first: bool) -> str:
    match = _NUMERIC.match(text)
    if match is None:
        return text
    day, month = (match[1], match[3]) if day_first else (match[3], match[1])
    year = match[4] if len(match[4]) == 4 else f"20{match[4]}"
    return f"{year}-{int(month):02}-{int(day):02}{text[match.end() :]}"
