"""The second view of an ask: what it was answered.

A theme is what one remedy would settle, and an answer is the remedy, so that asks with near answers
lie nearer. How much that counts is found from the data: as far as asks whose answers are near
are near themselves. A team that has one macro for three themes is believed less than one that
answers each question in its own words.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.deduplicate import Points, normalise_text
from clustering.grouping.projection import (
    centre_vectors,
    compute_principal_components,
    fit_means,
)
from clustering.neighbours.largest import find_largest
from clustering.neighbours.parallel import sum_by_label
from clustering.similarity import normalise_rows

Floats = NDArray[np.float32]

_LEAST_ANSWERED = 30
"""Answered asks below which answers tell nothing."""
_MAX_DIRECTIONS = 120
_MAX_JUDGED = 2_000
"""Answered asks that the weight is judged by."""
_NEIGHBOURS = 5
_WEIGHT_PER_AGREEMENT = 1.8
"""Weight of the answers for full agreement of both views, at most 1: of weights from .3 to 1, .5
was best on three sets that agree to .24, .29 and .32."""
_LEAST_AGREEMENT = 0.05
"""Agreement that chance makes."""
_AGENT_SHRINKAGE = 30.0
"""Shrinkage of an agent's mean: none counts as much as so many of their answers."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_LEAST_REPEATED = 8
"""Answers that a sentence stands in at least before it can be told to say nothing."""
_GENERIC_COSINE = 0.03
"""Mean cosine between the asks that a sentence answers, at and below which it answers anything."""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What n asks were answered."""

    vectors: Floats
    """(n, d) unit rows; zero where nobody answered."""
    agents: Sequence[str | None]
    """Who answered each; None where nobody is named."""
    shares: Floats
    """(n,) in 0..1: half for an answer that two asks share."""


def drop_generic_sentences(answers: Sequence[str], asks: Floats) -> list[str]:
    """The n answers without sentences that stand under asks of any sort.

    asks (n, d) are the asks' unit vectors. A sentence that repeats is judged by the mean cosine
    between the asks it answers, around the mean of all of them: at chance it answers nothing.
    """
    told = [_SENTENCE.split(answer) for answer in answers]
    answered = [row for row, answer in enumerate(answers) if answer]
    if not answered:
        return list(answers)
    centred = asks - asks[answered].mean(axis=0)
    centred = normalise_rows(centred)
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row in answered:
        for key in sorted({normalise_text(sentence) for sentence in told[row]}):
            rows_of[key].append(row)
    generic = {
        key
        for key, rows in rows_of.items()
        if len(rows) >= _LEAST_REPEATED and _average_cosine(centred[rows]) <= _GENERIC_COSINE
    }
    return [
        " ".join(sentence for sentence in sentences if normalise_text(sentence) not in generic)
        for sentences in told
    ]


def _average_cosine(rows: Floats) -> float:
    """Mean cosine between two different ones of (n, d) unit rows, n > 1."""
    together = float(np.square(rows.sum(axis=0, dtype=np.float64)).sum())
    return (together - len(rows)) / (len(rows) * (len(rows) - 1))


def join_views(centred: Floats, points: Points, answers: AnswerView | None) -> Floats | None:
    """(p, d + q) unit rows: p points as they were asked and answered; None where answers tell
    nothing. centred is (p, d), the points' centred vectors."""
    if answers is None:
        return None
    answered = _average_answers(points, answers)
    told = np.flatnonzero(answered.any(axis=1))
    if len(told) < _LEAST_ANSWERED:
        return None
    weight = choose_weight(centred[told], normalise_rows(answered[told]))
    if not weight:
        return None
    directions = min(round(sqrt(len(told))), _MAX_DIRECTIONS)
    components = compute_principal_components(answered[told], directions)
    placed = np.zeros((len(centred), directions), dtype=np.float32)
    share = np.linalg.norm(answered[told], axis=1, keepdims=True)
    placed[told] = normalise_rows(answered[told] @ components) * share * np.float32(weight)
    return normalise_rows(np.hstack([centred, placed]))


def choose_weight(asked: Floats, answered: Floats) -> float:
    """The answers' weight beside 1 for the asks, 0..1.

    Both are (n, d) centred unit rows. Agreement is the mean cosine of an ask with those whose
    answers are nearest, as a share of that with the asks that are nearest themselves.
    """
    rows = np.linspace(0, len(asked) - 1, min(len(asked), _MAX_JUDGED)).round().astype(np.int64)
    near_asks, near_answers = (_compute_cosines(view[rows]) for view in (asked, answered))
    by_answer = _average_nearest(near_answers, near_asks)
    at_best = _average_nearest(near_asks, near_asks)
    agreement = by_answer / max(at_best, 1e-6)
    if agreement < _LEAST_AGREEMENT:
        return 0.0
    return min(_WEIGHT_PER_AGREEMENT * agreement, 1.0)


def _compute_cosines(rows: Floats) -> Floats:
    cosines: Floats = rows @ rows.T
    np.fill_diagonal(cosines, -2.0)
    return cosines


def _average_nearest(near: Floats, values: Floats) -> float:
    """Mean of the (n, n) values at each row's nearest."""
    chosen = find_largest(near, min(_NEIGHBOURS, len(near) - 1))
    return float(np.take_along_axis(values, chosen, axis=1).mean())


def _average_answers(points: Points, answers: AnswerView) -> Floats:
    """(p, d) means of what the asks of each point were answered, each agent's and each language's
    mean taken out; of length 1 where nothing is shared, zero where nobody answered."""
    told = _sort_told(points, answers)
    placed = np.zeros((len(points.texts), answers.vectors.shape[1]), dtype=np.float32)
    if not len(told):
        return placed
    own = points.point_of[told]
    languages = [points.languages[point] for point in own]
    vectors = answers.vectors[told]
    centred = centre_vectors(vectors, languages, fit_means(vectors, languages))
    centred = _take_out_agents(centred, [answers.agents[row] for row in told])
    shares = answers.shares[told].astype(np.float64)
    sums = sum_by_label((centred * shares[:, None]).astype(np.float64), own, len(placed))
    told_points = np.flatnonzero(np.bincount(own, minlength=len(placed)))
    mean_share = np.bincount(own, shares, minlength=len(placed)) / np.maximum(
        np.bincount(own, minlength=len(placed)), 1
    )
    placed[told_points] = (
        normalise_rows(sums[told_points].astype(np.float32)) * mean_share[told_points, None]
    )
    return placed


def _sort_told(points: Points, answers: AnswerView) -> NDArray[np.int64]:
    """The answered asks in an order that theirs does not change: sums depend on it."""
    told = np.flatnonzero(answers.vectors.any(axis=1)).tolist()
    told.sort(key=lambda row: (points.point_of[row], answers.vectors[row].tobytes()))
    return np.asarray(told, dtype=np.int64)


def _take_out_agents(centred: Floats, agents: Sequence[str | None]) -> Floats:
    """Rows less the mean of their agent's, so that nobody's turns of phrase make a theme."""
    named = sorted({agent for agent in agents if agent})
    numbers = {agent: number for number, agent in enumerate(named)}
    own = np.array([numbers.get(agent or "", len(named)) for agent in agents], dtype=np.int64)
    sums = sum_by_label(centred.astype(np.float64), own, len(named) + 1)
    sizes = np.bincount(own, minlength=len(named) + 1)
    means = sums / (sizes + _AGENT_SHRINKAGE)[:, None]
    means[-1] = 0.0  # of those whose agent nobody knows
    return normalise_rows((centred - means[own]).astype(np.float32))
