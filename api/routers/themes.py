"""Themes: the ranking, one theme, and exactly the conversations behind its count."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter

from api import cursors
from api.params import Cursor, Lang, Limit, PeriodDep, ThemeId, WorkspaceDep
from api.problems import READ_PROBLEMS, document_problems
from api.schemas.themes import ConversationsOut, OneThemeOut, RankingOut
from domain.counts import ThemeCount
from pipeline.queries.ranking import read_conversations, read_ranking, read_theme
from store.tables.rows import PageCursor

router = APIRouter(prefix="/v1/themes", tags=["themes"])


@router.get("", summary="Rank the themes of a period", responses=document_problems(*READ_PROBLEMS))
def themes(
    workspace: WorkspaceDep,
    of: PeriodDep,
    limit: Limit = 100,
    cursor: Cursor = None,
    lang: Lang = None,
) -> RankingOut:
    """Themes by frequency, with the honest remainder: themed + unthemed + excluded = asks."""
    question = ("themes", of.words)
    after = cursors.decode_cursor(question, cursor, _parse_rank_key) if cursor else None
    ranking = read_ranking(workspace.settings, of)
    left = [count for count in ranking.themes if after is None or _build_rank_key(count) > after]
    page = left[:limit]
    following = (
        cursors.encode_cursor(question, list(_build_rank_key(page[-1])))
        if len(left) > limit
        else None
    )
    return RankingOut.from_domain(ranking, [count.localise(lang) for count in page], following)


@router.get("/{id}", summary="Show one theme", responses=document_problems(*READ_PROBLEMS))
def theme(
    workspace: WorkspaceDep, theme_id: ThemeId, of: PeriodDep, lang: Lang = None
) -> OneThemeOut:
    """One theme with its counts over the period (zeros where it has none), keywords and quotes."""
    return OneThemeOut.from_domain(read_theme(workspace.settings, theme_id, of), lang)


@router.get(
    "/{id}/conversations",
    summary="List the conversations behind a theme's count",
    responses=document_problems(*READ_PROBLEMS),
)
def conversations(
    workspace: WorkspaceDep,
    theme_id: ThemeId,
    of: PeriodDep,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ConversationsOut:
    """Exactly the conversations that the theme's `conversations` counts, newest first, page by
    page without a gap or a repeat."""
    question = ("conversations", theme_id, of.words)
    after = cursors.decode_cursor(question, cursor, _parse_position) if cursor else None
    read = read_conversations(workspace.settings, theme_id, of, limit, after)
    following = None
    if read.page.has_more:
        following = cursors.encode_cursor(question, _build_position(read.page.rows[-1]))
    return ConversationsOut.from_domain(read, following)


def _build_rank_key(count: ThemeCount) -> tuple[int, int, str, str]:
    """A theme's place in the order of the ranking, smallest first."""
    return -count.conversations, -count.asks, count.label, count.id


def _parse_rank_key(told: list[Any]) -> tuple[int, int, str, str]:
    conversations, asks, label, theme_id = told
    return int(conversations), int(asks), str(label), str(theme_id)


def _build_position(row: dict[str, Any]) -> list[Any]:
    at = row["asked_at"]
    return [at and at.isoformat(), row["source"], row["conversation_id"], row["ask_id"]]


def _parse_position(told: list[Any]) -> PageCursor:
    at, source, conversation_id, ask_id = told
    asked_at = datetime.fromisoformat(at) if at is not None else None
    return PageCursor(asked_at, str(source), str(conversation_id), str(ask_id))
