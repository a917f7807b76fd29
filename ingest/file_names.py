"""Names of files without the names of people: "WhatsApp Chat with [name-1].txt"."""

import re
from functools import lru_cache

from domain.placeholders import placeholder
from ingest.privacy.masks import Masker, find_personal_data
from ingest.privacy.spans import Span
from ingest.readers.messengers.whatsapp import find_partner

_ENDING = re.compile(r"\.(?=[A-Za-z0-9]{1,7}(?:$|[:/ ]))")
_SEPARATOR = re.compile(r"[^\w,]|_")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=10_000)
def mask_file_name(name: str) -> str:
    """The name of a file, or words that hold one, with placeholders for what is personal: also for
    a name in small letters between hyphens, and for whom a chat was with."""
    partner = find_partner(name)
    if partner:
        return name.replace(partner, placeholder("name", 1))
    masks, pieces, end = Masker(), [], 0
    for span in _find_spans(name):
        if span.start >= end:
            pieces += [name[end : span.start], masks.assign_placeholder(span)]
            end = span.end
    return "".join([*pieces, name[end:]])


def _find_spans(name: str) -> list[Span]:
    """What is personal as it stands, and the names in "anna_petrova-2.csv", which is read as "Anna
    Petrova 2,Csv"; of those that begin together, the longest first."""
    words = _WORD.sub(_capitalise, _SEPARATOR.sub(" ", _ENDING.sub(",", name)))
    names = [span for span in find_personal_data(words) if span.kind == "name"]
    return sorted(
        [*find_personal_data(name), *names], key=lambda span: (span.start, span.start - span.end)
    )


def _capitalise(word: re.Match[str]) -> str:
    # letter by letter: nothing may change its place
    first, rest = word[0][0].upper(), word[0][1:]
    return (first if len(first) == 1 else word[0][0]) + rest
