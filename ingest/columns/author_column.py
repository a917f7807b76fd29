"""The column of authors: words for who wrote a row."""

from ingest.columns.draft import MIN_SHARE, Draft
from ingest.columns.names import has_word, is_named, normalise_name
from ingest.parsing.authors import parse_author

_CERTAIN_AUTHORS = frozenset(
    {"author", "role", "sender type", "author type", "sender role", "author role", "user type",
     "direction", "from type", "автор", "роль", "направление", "напрямок"}
)  # fmt: skip
"""Names that are believed where every row is the team's."""


def choose_author(draft: Draft) -> None:
    """Settle which column says who wrote a row; one that would make all the team's is doubted."""
    named = draft.chosen.get("author")
    if named is None:
        authors = [name for name in draft.list_free() if _tells_authors(draft, name)]
        if authors:
            draft.chosen["author"] = authors[0]
            draft.reasons.append(f"the author is {draft.show(authors[0])}, by its words")
        return
    profile = draft.profiles[named]
    if profile.author_words < 0.2:
        if "author" not in draft.given:
            draft.chosen.setdefault("customer_name", draft.chosen.pop("author"))
        return
    if "author" in draft.given or "customer" in _list_roles(draft, named):
        return
    if normalise_name(named) in _CERTAIN_AUTHORS:
        if len(profile.cells) > 3:
            draft.doubts.append(
                f"by {draft.show(named)} no row of the first {len(profile.cells):,} is the "
                "customer's; if that is wrong, name another column with --column author=NAME"
            )
        return
    del draft.chosen["author"]
    draft.doubts.append(
        f"{draft.show(named)} would make every row the team's, and was not taken for the "
        "author; if it is, say so with --column author=NAME"
    )


def _tells_authors(draft: Draft, name: str) -> bool:
    return (
        draft.profiles[name].author_words >= MIN_SHARE
        and not has_word(name, "not_author")
        and not is_named(name, "subject")  # the title of a person may be "Manager"
        and "customer" in _list_roles(draft, name)
    )


def _list_roles(draft: Draft, name: str) -> set[str]:
    return {role for cell in set(draft.profiles[name].cells) if (role := parse_author(cell, {}))}
