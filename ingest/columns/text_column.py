"""The column of the text: by its name, and by the words that stand in it and in others."""

from collections.abc import Sequence

from ingest.columns.draft import Draft
from ingest.columns.names import has_known_ending, has_word, is_named, normalise_name

_MIN_WORDS = 1.5
"""Least wordiness of a column without a telling name for it to be the text."""


def choose_text(draft: Draft) -> None:
    """Settle which column is the text: the named one, unless what stands in another says so."""
    if "html" in draft.chosen or "text" in draft.given:
        return
    named = draft.chosen.get("text")
    rivals = _list_rivals(draft)
    best = max(rivals, key=lambda name: _weigh_text(draft, name), default=None)
    if named is None:
        _choose_text_by_words(draft, best)
        return
    if best is not None and best != named and _beats(draft, best, named):
        draft.chosen["text"] = best
        draft.reasons.append(
            f"the text is {draft.show(best)}, not {draft.show(named)}, "
            "by its words, which differ from row to row"
        )
        draft.doubts.append(_ask_which_text(draft, [named, best]))
    else:
        alike = [
            name
            for name in rivals
            if name != named
            and _weigh_text(draft, name) > 0.5 * _weigh_text(draft, named)
            and draft.profiles[name].words >= 3
            and (
                has_known_ending(normalise_name(name), "text")
                or not is_named(named, "text")
                or _weigh_text(draft, name) > 2 * _weigh_text(draft, named)
            )
        ]
        if alike:
            draft.doubts.append(_ask_which_text(draft, [named, *alike]))


def _choose_text_by_words(draft: Draft, best: str | None) -> None:
    subject = draft.chosen.get("subject")
    if best is not None and subject is not None and "subject" not in draft.given:
        is_subject = _weigh_text(draft, subject) >= _weigh_text(draft, best)
        best = None if is_subject else best
    if best is not None and draft.profiles[best].wordiness >= _MIN_WORDS:
        draft.chosen["text"] = best
        draft.reasons.append(f"the text is {draft.show(best)}, by its words")
        weight = _weigh_text(draft, best)
        alike = [
            name
            for name in _list_rivals(draft)
            if name != best and _weigh_text(draft, name) >= 0.4 * weight
        ]
        if alike:
            draft.doubts.append(_ask_which_text(draft, [best, *alike]))
        elif draft.profiles[best].wordiness < 2:
            draft.doubts.append(f"{draft.show(best)} has few words for a text")
    elif "subject" in draft.chosen:
        draft.chosen["text"] = draft.chosen.pop("subject")
    elif len(draft.profiles) == 1 and not draft.chosen:
        draft.chosen["text"] = draft.header[0]


def _list_rivals(draft: Draft) -> list[str]:
    """Columns that may be the text, by what stands in them and no other field's."""
    others = {column for field, column in draft.chosen.items() if field != "text"}
    found = [
        name
        for name, profile in draft.profiles.items()
        if name not in others and profile.is_text and profile.filled >= 0.02
    ]
    customers = [name for name in found if not has_word(name, "not_text")]
    return customers or found


def _weigh_text(draft: Draft, name: str) -> float:
    profile = draft.profiles[name]
    return profile.wordiness * min(1.0, 0.5 + profile.filled)


def _beats(draft: Draft, rival: str, named: str) -> bool:
    """Whether a column is the text by its contents, against the name of another."""
    one, other = draft.profiles[rival], draft.profiles[named]
    if one.words < 2 or one.distinct < 0.5:
        return False
    is_telling = has_known_ending(normalise_name(rival), "text")
    if other.filled < 0.05 and one.filled > 4 * other.filled:
        return True
    if len(other.cells) >= 4 and other.distinct <= 0.5 and one.distinct >= 0.8:
        return one.words >= other.words or other.distinct < 0.2
    if len(other.cells) >= 3 and other.longest <= 1 and one.words >= 4:
        return True
    if other.distinct >= 0.95 * one.distinct:
        return False  # both differ from row to row: the name decides
    if is_telling:
        return one.words >= 2 * other.words
    is_chat = "conversation" in draft.chosen and (
        draft.profiles[draft.chosen["conversation"]].distinct < 1
    )
    return one.distinct == 1.0 and one.words >= max(8, 3 * other.words) and not is_chat


def _ask_which_text(draft: Draft, names: Sequence[str]) -> str:
    shown = ", ".join(draft.show(name, count=True) for name in names[:4])
    count = {2: "two", 3: "three"}.get(len(names), str(len(names)))
    return (
        f"{count} columns could be the text: {shown}. Taken is "
        f'"{draft.chosen["text"]}"; another one is named with --column text=NAME'
    )
