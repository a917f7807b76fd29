"""What grouping is held to, and the words that say so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import mean

from benchmarks.bars import Bar
from benchmarks.themes.speed import PLAIN_TIMES_BEFORE, STEPS


@dataclass(frozen=True)
class Score:
    """One grouping of one set."""

    ami: float
    ari: float
    f1: float
    """B-cubed."""
    coverage: float
    themes: int
    seconds: float
    megabytes: float


Scores = dict[tuple[str, str, str], list[Score]]
"""(set, model of the vectors, method) -> a score for each seed."""

_AS_GOOD = 0.003
"""How far below the version before an AMI may be: as far as processors were apart that sorted equal
distances differently."""
_QUALITY = {
    ("Banking77", "english"): {"ami": 0.788 - _AS_GOOD, "ari": 0.53, "coverage": 0.95},
    ("CLINC150", "english"): {"ami": 0.864 - _AS_GOOD, "ari": 0.59, "coverage": 0.90},
    ("Banking77", "multilingual"): {"ami": 0.76, "ari": 0.48, "coverage": 0.95},
    ("CLINC150", "multilingual"): {"ami": 0.83, "ari": 0.55, "coverage": 0.90},
}
_PEERS = (
    "BERTopic", "BERTopic + reduce_outliers", "BERTopic + reduce_outliers(embeddings)",
)  # fmt: skip
_TIME = 0.35
_SHARE, _TIME_TO_BEFORE = 1 / 3, 0.5
_SCALE_SECONDS, _SCALE_MEGABYTES = 300, 4096
_FEW_F1 = 0.6


def average(scores: list[Score], measure: str) -> float:
    """Mean of a measure over the seeds."""
    return mean(float(getattr(score, measure)) for score in scores)


def build_quality_bars(scores: Scores) -> Iterator[Bar]:
    """The least each measure may be on the public sets."""
    for (name, model), least in _QUALITY.items():
        ours = scores.get((name, model, "earshot"))
        for measure, bar in least.items() if ours else ():
            yield Bar(f"{name}, {model}: {measure}", average(ours or [], measure), bar)


def build_peer_bars(scores: Scores) -> Iterator[Bar]:
    """Better than BERTopic in every way on the same vectors, in at most .35 of the time."""
    for name in ("Banking77", "CLINC150"):
        ours = scores.get((name, "english", "earshot"))
        for peer in _PEERS:
            theirs = scores.get((name, "english", peer))
            for measure in ("ami", "ari", "f1") if ours and theirs else ():
                best, other = average(ours or [], measure), average(theirs or [], measure)
                yield Bar(f"{name}: {measure} over {peer}", best, other)
        theirs = scores.get((name, "english", "BERTopic"))
        if ours and theirs:
            most = _TIME * average(theirs, "seconds")
            yield Bar(
                f"{name}: seconds, to BERTopic's", average(ours, "seconds"), most, at_most=True
            )


def build_scale_bars(score: Score) -> Iterator[Bar]:
    """100,000 asks on an ordinary machine."""
    yield Bar("large: seconds", score.seconds, _SCALE_SECONDS, at_most=True)
    yield Bar("large: megabytes", score.megabytes, _SCALE_MEGABYTES, at_most=True)


def build_step_bars(name: str, seconds: Mapping[str, float]) -> Iterator[Bar]:
    """No step takes more than a third of a grouping."""
    for step in STEPS:
        share = seconds[step] / seconds["grouping"]
        yield Bar(f"{name}: {step}, share of the time", share, _SHARE, at_most=True)


def build_before_bar(seconds: Mapping[str, float]) -> Bar:
    """At most half the time of the version before, each measured by the plain computation."""
    to_plain = seconds["grouping"] / seconds["plain"]
    most = _TIME_TO_BEFORE * PLAIN_TIMES_BEFORE
    return Bar("large: processor time, in plain computations", to_plain, most, at_most=True)


def build_few_bars(scores: list[Score]) -> Iterator[Bar]:
    """30 asks make a useful list."""
    yield Bar("30 asks: B-cubed F1", average(scores, "f1"), _FEW_F1)
    yield Bar("30 asks: themes in the draw with fewest", min(one.themes for one in scores), 3)


def build_development_bar(ours: float, told: float) -> Bar:
    """Next to KMeans that is told the number of themes."""
    return Bar("development, multilingual: ami, to KMeans told k", ours, told - 0.03)
