"""What agents answered to asks, as the grouping takes it: paired, without what says nothing,
embedded."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from clustering.encoder.encode import Encoder
from clustering.grouping.answers import AnswerView, drop_generic_sentences
from domain.asks import Ask, Kind
from domain.conversations import Conversation
from ingest.asks.answers import Answer, pair_answers
from pipeline.progress import Progress
from pipeline.settings import Settings
from pipeline.themes.embed import embed_texts
from store.read.conversations import read_answered_conversations
from store.read.reader import Reader


def read_conversations_to_pair(settings: Settings, reader: Reader) -> list[Conversation]:
    """Every conversation that agents answered in; none where answers are off."""
    return [] if settings.answers == "off" else read_answered_conversations(reader)


def pair_all_answers(
    conversations: Iterable[Conversation], asks: Sequence[Ask], kinds: Sequence[Kind]
) -> dict[str, Answer]:
    """The answer to each of n asks, by its id, where there is one. An ask of the kind `other` is
    answered to nobody: a number that an agent asked for ends no answer."""
    kept = frozenset(ask.id for ask, kind in zip(asks, kinds, strict=True) if kind != "other")
    found: dict[str, Answer] = {}
    for conversation in conversations:
        found |= pair_answers(conversation, kept)
    return found


def view_answers(
    settings: Settings,
    encoder: Encoder,
    asks: Sequence[Ask],
    vectors: NDArray[np.float32],
    paired: Mapping[str, Answer],
    teller: Progress | None = None,
) -> tuple[AnswerView | None, dict[str, str]]:
    """The second view of n asks, None without any answer; and the answers that were embedded, by
    the ask's id. vectors (n, d) are those of the asks."""
    texts = [paired[ask.id].text if ask.id in paired else "" for ask in asks]
    texts = drop_generic_sentences(texts, vectors)
    told = [row for row, text in enumerate(texts) if text]
    if not told:
        return None, {}
    answered = np.zeros_like(vectors)
    answered[told] = embed_texts(settings, encoder, [texts[row] for row in told], teller)
    answers = [paired.get(ask.id) for ask in asks]
    view = AnswerView(
        answered,
        [answer.agent if answer else None for answer in answers],
        np.array([1 / answer.shared if answer else 0.0 for answer in answers], np.float32),
    )
    return view, {asks[row].id: texts[row] for row in told}
