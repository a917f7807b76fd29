"""Themes: the ranking, one theme, and the conversations that its count counts."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter

from api import cursors
from api.errors import UnknownCursor
from api.params import Cursor, Lang, Limit, PeriodDep, ThemeId, WorkspaceDep
from api.problems import READ_PROBLEMS, document_problems
from api.schemas.themes import ConversationsOut, OneThemeOut, RankingOut
from domain.counts import ThemeCount
from pipeline.queries.ranking import read_conversations, read_ranking, read_theme
from store.tables.rows import PageCursor

router = APIRouter(prefix="/v1/themes", tags=["themes"])


@router.get(
    "",
    summary="Rank the themes of a period",
    operation_id="themes_v1_themes_get",
    responses=document_problems(*READ_PROBLEMS, UnknownCursor()),
)
def rank_themes(
    workspace: WorkspaceDep,
    of: PeriodDep,
    limit: Limit = 100,
    cursor: Cursor = None,
    lang: Lang = None,
) -> RankingOut:
    """Themes by frequency, with the honest remainder: themed + unthemed + excluded = asks."""
    query, key = ("themes", of.words), cursors.load_cursor_key(workspace.settings.store)
    after = cursors.decode_cursor(key, query, cursor, _parse_rank_key) if cursor else None
    ranking = read_ranking(workspace.settings, of, with_areas=False)
    remaining = [
        count for count in ranking.themes if after is None or _build_rank_key(count) > after
    ]
    page = remaining[:limit]
    next_cursor = (
        cursors.encode_cursor(key, query, list(_build_rank_key(page[-1])))
        if len(remaining) > limit
        else None
    )
    return RankingOut.from_domain(ranking, [count.localise(lang) for count in page], next_cursor)


@router.get(
    "/{id}",
    summary="Show one theme",
    operation_id="theme_v1_themes__id__get",
    responses=document_problems(*READ_PROBLEMS),
)
def show_theme(
    workspace: WorkspaceDep, theme_id: ThemeId, of: PeriodDep, lang: Lang = None
) -> OneThemeOut:
    """One theme with its counts over the period (zeros where it has none), keywords and quotes."""
    return OneThemeOut.from_domain(read_theme(workspace.settings, theme_id, of), lang)


@router.get(
    "/{id}/conversations",
    summary="List the conversations behind a theme's count",
    operation_id="conversations_v1_themes__id__conversations_get",
    responses=document_problems(*READ_PROBLEMS, UnknownCursor()),
)
def list_conversations(
    workspace: WorkspaceDep,
    theme_id: ThemeId,
    of: PeriodDep,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ConversationsOut:
    """Exactly the conversations that the theme's `conversations` counts, newest first, page by
    page without a gap or a repeat."""
    query = ("conversations", theme_id, of.words)
    key = cursors.load_cursor_key(workspace.settings.store)
    after = cursors.decode_cursor(key, query, cursor, _parse_position) if cursor else None
    read = read_conversations(workspace.settings, theme_id, of, limit, after)
    next_cursor = None
    if read.page.has_more:
        next_cursor = cursors.encode_cursor(key, query, _build_position(read.page.rows[-1]))
    return ConversationsOut.from_domain(read, next_cursor)


def _build_rank_key(count: ThemeCount) -> tuple[int, int, str, str]:
    """Sort key of the ranking, smallest first."""
    return -count.conversations, -count.asks, count.label, count.id


def _parse_rank_key(values: list[Any]) -> tuple[int, int, str, str]:
    conversations, asks, label, theme_id = values
    return _parse_int(conversations), _parse_int(asks), _parse_text(label), _parse_text(theme_id)


def _build_position(row: dict[str, Any]) -> list[Any]:
    at = row["asked_at"]
    return [at and at.isoformat(), row["source"], row["conversation_id"], row["ask_id"]]


def _parse_position(values: list[Any]) -> PageCursor:
    at, *texts = values
    source, conversation_id, ask_id = (_parse_text(text) for text in texts)
    return PageCursor(_parse_instant(at), source, conversation_id, ask_id)


def _parse_int(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _parse_text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # half a character is no text
    return value


def _parse_instant(value: Any) -> datetime | None:
    if value is None:
        return None
    at = datetime.fromisoformat(_parse_text(value))
    if at.tzinfo is None:
        raise ValueError
    return at.astimezone(UTC)
