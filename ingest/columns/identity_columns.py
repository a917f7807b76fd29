"""The columns that identify: the customer's, a row's id, and the conversation's."""

from ingest.columns.draft import Draft
from ingest.columns.names import COLUMN_NAME_SETS, has_word, normalise_name, says_id


def choose_customer(draft: Draft) -> None:
    """Take e-mail addresses, not names, as the customer's id where columns hold both.

    Several people may have the same name.
    """
    named = draft.chosen.get("customer")
    if "customer" in draft.given or named is None or not draft.profiles[named].is_full_names:
        return
    addresses = [
        name
        for name in draft.list_free()
        if normalise_name(name) in COLUMN_NAME_SETS["customer"]
        and draft.profiles[name].is_plain_addresses
    ]
    if addresses:
        draft.chosen["customer"] = addresses[0]
        draft.chosen.setdefault("customer_name", named)


def choose_identity(draft: Draft) -> None:
    """Settle what identifies a row: no running number; the conversation where it repeats."""
    for field in ("id", "conversation"):
        named = draft.chosen.get(field)
        if named is None or field in draft.given or says_id(named):
            continue
        if draft.profiles[named].is_running:
            del draft.chosen[field]
            draft.reasons.append(f"{draft.show(named)} is a running number, no id")
    if "conversation" not in draft.chosen and "id" not in draft.chosen:
        _choose_id(draft)
    if "conversation" not in draft.chosen and "id" in draft.chosen:
        seen = draft.profiles[draft.chosen["id"]].cells
        if len(set(seen)) < len(seen):
            draft.chosen["conversation"] = draft.chosen.pop("id")


def _choose_id(draft: Draft) -> None:
    """Take a column with a different value in every row whose name says id or number."""
    unique = [name for name in draft.list_free() if _is_unique(draft, name)]
    ids = [name for name in unique if says_id(name)]
    ids += [name for name in unique if has_word(name, "number")]
    ids = [name for name in ids if not has_word(name, "other_id")]
    ids = [name for name in ids if says_id(name) or not draft.profiles[name].is_running]
    if ids:
        draft.chosen["id"] = ids[0]
        return
    shared = [name for name in draft.list_free() if _is_shared_id(draft, name)]
    if shared:
        draft.doubts.append(
            f"no conversation was taken, so every row is one; if rows with the same "
            f"{draft.show(shared[0])} belong together, say --column conversation=NAME"
        )
    unique = [name for name in unique if draft.profiles[name].is_mostly(_is_long_token)]
    if unique:
        draft.doubts.append(
            f"no id was taken; {draft.show(unique[0])} is different in every row. If it "
            "identifies them, say so with --column id=NAME"
        )


def _is_shared_id(draft: Draft, name: str) -> bool:
    """Whether a column says id, and a few rows each have the same."""
    profile = draft.profiles[name]
    is_id = says_id(name) and not has_word(name, "other_id")
    return is_id and profile.filled >= 0.95 and 0.05 <= profile.distinct < 1


def _is_unique(draft: Draft, name: str) -> bool:
    """Whether a column has different values in all rows, as ids are written."""
    profile = draft.profiles[name]
    return (
        len(profile.cells) > 1
        and profile.distinct == 1.0
        and profile.filled >= 0.95
        and profile.is_tokens
        and profile.times < 0.5
    )


def _is_long_token(cell: str) -> bool:
    return len(cell) > 3 and any(map(str.isdigit, cell)) and not set(",.%") & set(cell)
