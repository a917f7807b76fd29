"""Languages in Cyrillic letters beside Russian and Ukrainian: told by letters that neither has, and
by words that neither has."""

import re
from collections.abc import Callable, Sequence

from ingest.language.morphology import is_known

_NEVER = {
    "be": "ищъїєґ", "bg": "ыэёіїєґ", "mk": "йъьыэёщюяіїєґ", "sr": "йъьыэёщюяіїєґ",
}  # fmt: skip
"""Of languages that are often written without letters of their own, the Russian and Ukrainian
letters that they lack."""
OTHER_CYRILLIC = (*_NEVER, "kk", "mn")
"""lingua's other languages in Cyrillic letters."""
_FOREIGN = re.compile(r"[ўқғңөұүһәӣӯҷҳјљњђћџѓќѕӱҙҫҡӡӈ]")
"""Letters of other languages; casefolded."""
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_KNOWN_SHARE = 0.85
"""Share of known words from which foreign letters are those of a name."""
_ALONE, _BESIDE = (0.7, 4, 0.8), (0.9, 3, 0.65)
"""(share of known words from which a text is Russian or Ukrainian, words from which their being
unknown says something, confidence of lingua from which it is another language): with the languages
as they come, and beside another one in Cyrillic letters that people named."""
Rank = Callable[[str, tuple[str, ...]], Sequence[tuple[str, float]]]


def detect_other_cyrillic(
    plain: str, words: Sequence[str], languages: tuple[str, ...], rank: Rank
) -> str | None:
    """Another language than Russian and Ukrainian that a casefolded Cyrillic text is in: its code
    where `languages` have it, "und" where they do not; None for Russian, Ukrainian or a mixture.

    `rank` gives lingua's languages for a text among some, with their confidence, the best first.
    """
    words = [word for word in words if _CYRILLIC.match(word)]
    told = tuple(code for code in OTHER_CYRILLIC if code in languages)
    known = sum(is_known(word, "ru") or is_known(word, "uk") for word in words)
    if _FOREIGN.search(plain) and known < _KNOWN_SHARE * len(words):
        return rank(plain, told)[0][0] if len(told) > 1 else told[0] if told else "und"
    near = tuple(code for code in told if code in _NEVER)
    share, least, sure = _BESIDE if near else _ALONE
    if len(words) < least or known >= share * len(words):
        return None
    best, confidence = rank(plain, ("ru", "uk", *(near or _NEVER)))[0]
    if best not in _NEVER or confidence < sure or not set(_NEVER[best]).isdisjoint(plain):
        return None
    return best if near else "und"
