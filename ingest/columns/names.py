"""Names of columns: what people call them (`names.toml`), in whatever spelling."""

import re
import tomllib
from importlib import resources
from itertools import pairwise


def _load(section: str) -> dict[str, tuple[str, ...]]:
    text = resources.files("ingest.columns").joinpath("names.toml").read_text(encoding="utf-8")
    return {
        field: tuple(" ".join(name.split()) for name in names.split(";"))
        for field, names in tomllib.loads(text)[section].items()
    }


COLUMN_NAMES = _load("fields")
"""Names of each field, best first."""
COLUMN_NAME_SETS = {field: frozenset(names) for field, names in COLUMN_NAMES.items()}
WORDS = {kind: frozenset(words) for kind, words in _load("words").items()}
"""Words in longer names, by what they say of a column."""
STATE_BEGINNINGS = tuple(word for words in _load("values").values() for word in words)
"""How the words of a state begin."""
FIELDS_BY_ENDING = ("at", "subject", "text", "rating", "status", "inbound", "outbound")
"""Fields that also match a longer column name, where no column has a known name exactly."""
_MAX_IGNORED_LENGTH = 3
_LONG_COLUMN_NAMES = {
    field: frozenset(name for name in names if len(name) > _MAX_IGNORED_LENGTH)
    for field, names in COLUMN_NAMES.items()
}
_MOST_WORDS = max(name.count(" ") + 1 for names in COLUMN_NAMES.values() for name in names)
_ALL_NAMES = frozenset[str]().union(*COLUMN_NAME_SETS.values())
_ENDS_IN_ID = frozenset({"unpaid", "prepaid", "postpaid", "invalid", "android", "hybrid", "liquid"})
"""Words that end as glued ids do and are none."""
_MOST_NAME = 200
"""Characters of a name that are looked at."""


def normalise_name(name: str) -> str:
    """A name in lower case, with "_", ".", brackets' edges and capitals inside taken as spaces."""
    words = re.sub(r"([a-zа-я])([A-ZА-Я])", r"\1 \2", name.strip().lstrip("\ufeff"))
    words = re.sub(r"(?<=\w)\s*[#№]$", " number", words)
    plain = words.replace("’", "'").replace("ʼ", "'")
    return re.sub(r"[\s_.\-/:]+", " ", plain).strip().casefold()


def is_known_name(name: str) -> bool:
    """Whether a column of some field is called so."""
    return normalise_name(name[:_MOST_NAME]) in _ALL_NAMES


def is_named(name: str, field: str) -> bool:
    """Whether a column is called as a field is."""
    return normalise_name(name[:_MOST_NAME]) in COLUMN_NAME_SETS[field]


def has_known_ending(name: str, field: str) -> bool:
    """Whether a longer name ends with a known one, brackets aside ("Review Text", "Created at
    (UTC)"), or for times begins with one ("Дата создания обращения")."""
    known = _LONG_COLUMN_NAMES[field]
    words = re.split(r"[(\[?]", name, maxsplit=1)[0].rstrip().split(" ")
    lengths = range(1, min(len(words), _MOST_WORDS) + 1)
    ends = any(" ".join(words[-length:]) in known for length in lengths)
    return ends or (field == "at" and any(" ".join(words[:length]) in known for length in lengths))


def has_word(name: str, kind: str) -> bool:
    """Whether a name has a word of a kind: an "agent" in "Last agent reply"."""
    plain = re.sub(r"[#№]", " number ", normalise_name(name[:_MOST_NAME]))
    words = re.findall(r"[^\W_]+", plain)
    words += [part for word in words for part in _split_glued_id(word)]
    pairs = (" ".join(pair) for pair in pairwise(words))
    return not WORDS[kind].isdisjoint((*words, *pairs))


def _split_glued_id(word: str) -> tuple[str, ...]:
    """The parts of a word such as "reviewid"."""
    is_glued = len(word) > 5 and word.endswith("id") and word not in _ENDS_IN_ID
    return (word[:-2], "id") if is_glued else ()


def rank_ending(name: str, field: str) -> int:
    """The place, best first, of the longest known name inside a longer one."""
    plain, ranked = f" {normalise_name(name)} ", COLUMN_NAMES[field]
    inside = [one for one in ranked if f" {one} " in plain]
    return ranked.index(max(inside, key=len)) if inside else len(ranked)


def says_id(name: str) -> bool:
    """Whether a name says that its column holds ids."""
    return has_word(name, "id")
