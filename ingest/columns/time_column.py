"""The column of times: when a conversation was opened."""

from collections.abc import Sequence

from ingest.columns.draft import MIN_SHARE, Draft
from ingest.columns.names import has_word, is_named


def choose_time(draft: Draft) -> None:
    """Settle which column is the time, where no name did."""
    times = [
        name
        for name in draft.list_free()
        if draft.profiles[name].times >= MIN_SHARE
        and draft.profiles[name].filled >= 0.1
        and not has_word(name, "not_opened")
    ]
    if "at" in draft.chosen:
        named = draft.chosen["at"]
        alike = [name for name in times if not has_word(name, "late")]
        if alike and "at" not in draft.given and not is_named(named, "at"):
            draft.doubts.append(_ask_which_time(draft, [named, *alike]))
        return
    late = [name for name in times if has_word(name, "late")]
    times = [name for name in times if name not in late] or [
        name for name in late if draft.profiles[name].filled == 1.0
    ]
    if not times:
        _doubt_missing_time(draft)
        return
    draft.chosen["at"] = times[0]
    if times[0] in late:
        draft.doubts.append(
            f"the time is {draft.show(times[0])}, the only one; perhaps somebody answered then"
        )
    else:
        draft.reasons.append(f"the time is {draft.show(times[0])}, by its dates")
    if len(times) > 1:
        draft.doubts.append(_ask_which_time(draft, times))


def _ask_which_time(draft: Draft, names: Sequence[str]) -> str:
    shown = ", ".join(map(draft.show, names[:4]))
    return (
        f"several columns hold times: {shown}. Taken is the first; another one is named with "
        "--column at=NAME"
    )


def _doubt_missing_time(draft: Draft) -> None:
    dated = [name for name in draft.list_free() if draft.profiles[name].times >= MIN_SHARE]
    if dated:
        shown = ", ".join(map(draft.show, dated[:4]))
        draft.doubts.append(
            f"no time was taken: by their names, {shown} tell something else. If one is when "
            "the conversation was opened, say so with --column at=NAME"
        )
