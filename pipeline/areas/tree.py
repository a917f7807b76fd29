"""`areas.toml`: the product's own areas. Reading, checking and keeping it in the workspace."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domain.errors import BadInput
from domain.text.control_characters import drop_control_characters
from domain.themes import Name, ProductArea
from pipeline.settings import Settings
from store.files.atomic import open_replacement

EXAMPLE = """\
# The product's areas, as its people name them: `earshot areas set areas.toml`.
# A theme goes to the area it is nearest to in meaning; about five examples an area do well.

[[area]]
name = "Payments"
names = { uk = "Оплата", de = "Zahlung" }   # in other languages, where you want them
team = "Billing"
owner = "Marta"
about = "Paying, prices, refunds and invoices"
examples = [
  "My card was declined",
  "Верните деньги за заказ",
  "Як скасувати підписку?",
]

[[area]]
name = "Delivery"
team = "Logistics"
about = "When and where an order arrives"
examples = ["Where is my parcel?", "Курьер не приехал"]
"""
_FILE = "areas.toml"
_TEXTS = ("name", "team", "owner", "about")
_KEYS = {*_TEXTS, "names", "examples"}
_LARGEST = 1_000_000
_MOST_AREAS = 200


def read_tree(settings: Settings) -> tuple[ProductArea, ...]:
    """The areas that people named, in their order; none where they named none. Raises
    `BadInput`."""
    path = settings.store.path / _FILE
    return read_tree_file(path) if path.exists() else ()


def read_tree_file(path: Path) -> tuple[ProductArea, ...]:
    """The areas of a file. Raises `BadInput` with the place of what is wrong."""
    return parse_tree(_read_text(path), path.name)


def save_tree(settings: Settings, path: Path) -> tuple[ProductArea, ...]:
    """Keep the file's areas as the workspace's. Raises `BadInput`."""
    text = _read_text(path)
    areas = parse_tree(text, path.name)
    settings.store.create()
    with open_replacement(settings.store.path / _FILE, 0o600) as file:
        file.write(text.encode())
    return areas


def clear_tree(settings: Settings) -> bool:
    """Go back to the areas that are found; whether people had named any."""
    path = settings.store.path / _FILE
    known = path.exists()
    path.unlink(missing_ok=True)
    return known


def parse_tree(text: str, name: str) -> tuple[ProductArea, ...]:
    """The areas of a text in TOML; `name` is the file's, for messages. Raises `BadInput`."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name} is not TOML: {error}. {_HELP}") from None
    rows = told.get("area")
    if set(told) != {"area"} or not isinstance(rows, list) or not rows:
        raise BadInput(f"{name} holds something else than [[area]] entries. {_HELP}")
    if len(rows) > _MOST_AREAS:
        raise BadInput(f"{name} names {len(rows):,} areas; {_MOST_AREAS} at most.")
    areas = tuple(_parse_area(row, f"{name}, area {number}") for number, row in enumerate(rows, 1))
    seen: dict[str, int] = {}
    for number, area in enumerate(areas, 1):
        first = seen.setdefault(area.id, number)
        if first != number:
            raise BadInput(f"{name}, area {number}: '{area.name}' is area {first} already.")
    return areas


_HELP = "`earshot areas example` prints one to begin with."


def _parse_area(row: Any, place: str) -> ProductArea:
    if not isinstance(row, Mapping):
        raise BadInput(f"{place}: is no [[area]] entry. {_HELP}")
    if unknown := sorted(set(row) - _KEYS):
        raise BadInput(f"{place}: '{unknown[0]}' is unknown. Known: {', '.join(sorted(_KEYS))}.")
    told = {key: _parse_text(row.get(key, ""), f"{place}: {key}") for key in _TEXTS}
    if not told["name"]:
        raise BadInput(f"{place}: has no name.")
    examples = row.get("examples", [])
    if not isinstance(examples, list):
        raise BadInput(f"{place}: examples are not a list of texts.")
    texts = tuple(_parse_text(text, f"{place}: examples") for text in examples)
    if not told["about"] and not any(texts):
        raise BadInput(f"{place}: '{told['name']}' says neither `about` nor `examples`.")
    names = row.get("names", {})
    if not isinstance(names, Mapping):
        raise BadInput(f'{place}: names are not written as {{ uk = "..." }}.')
    return ProductArea(
        name=told["name"],
        team=told["team"] or None,
        owner=told["owner"] or None,
        about=told["about"],
        examples=tuple(filter(None, texts)),
        names=tuple(
            Name(language, _parse_text(label, f"{place}: names"))
            for language, label in names.items()
        ),
    )


def _parse_text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise BadInput(f"{place}: is no text.")
    return drop_control_characters(value).strip()


def _read_text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror}.") from None
    if len(content) > _LARGEST:
        raise BadInput(f"{path.name} is over {_LARGEST // 10**6} MB: that is no list of areas.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{path.name} is not UTF-8.") from None
