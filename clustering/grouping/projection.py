"""The frozen space a grouping works in: centred, and half of it drawn towards common places.

What it takes is kept as named arrays in `Clustering.space`, so that later asks meet the same space:

- `mean` (d,) and one `mean:LANGUAGE` (d,) are subtracted: embedding models place every language
  in a corner of its own, and one theme must gather all of them; so is `offset` (d,);
- `sharpening` (d, d) and `sharp_offset` (d,), in a space that was made anew from a first grouping:
  see `sharpening`;
- `components` (d, p): principal components, which carry what recurs;
- `anchors` (a, p) and `neighbours` (1,): in those components every vector is moved half the way
  to the mean of its nearest anchors. Anchors are asks moved the same way twice (mean shift:
  Fukunaga and Hostetler 1975), so borders between themes get thinner. An anchor still carries a
  part of the ask it came from: whoever forgets a person must know that.

A row of the space is the drawn components beside the plain centred vector, so a cosine in it is
the mean of both cosines: the first tells themes apart, the second tells what fits none.
"""

from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.deduplicate import unit
from clustering.grouping.parallel import over_blocks, sums_of

COMPONENTS = 120
"""Best of 50, 75, 120, 200 and all on the demo, the development set and draws from Banking77 and
CLINC150 together."""
_LEAST_OF_LANGUAGE = 30
"""A language with fewer asks is centred with everybody else's mean."""
_SHRINKAGE = 30.0
"""Asks' worth of the global mean mixed into a language's own."""
COPY = 0.9
"""Cosine of centred vectors from which one text is a near copy of the other."""
_SPHERE = 0.5
"""Least say of a sphere against the scatter within themes, when a space is sharpened."""
_ROUNDS = 2
_BLOCK = 1024

Space = Mapping[str, NDArray[np.float32]]


def build_space(
    vectors: NDArray[np.float32], languages: Sequence[str], sample: NDArray[np.int64]
) -> tuple[dict[str, NDArray[np.float32]], NDArray[np.int64]]:
    """Learn the space from (n, d) unit vectors; anchors are the rows of `sample` that are not near
    copies of each other. Returns the space and the row numbers of the anchors."""
    space = _means(vectors, languages)
    # Scaling to length 1 moves the mean away from zero again; the offset puts it back.
    offset = _minus_means(vectors, languages, space).mean(axis=0, dtype=np.float64)
    space["offset"] = offset.astype(np.float32)
    centred = centre(vectors, languages, space)
    sample = sample[apart(centred[sample])]
    return space | _drawing(centred, sample), sample


def sharpen(
    space: Space,
    vectors: NDArray[np.float32],
    languages: Sequence[str],
    weights: NDArray[np.int64],
    labels: NDArray[np.int32],
    sample: NDArray[np.int64],
) -> dict[str, NDArray[np.float32]]:
    """The space made anew, in which what differs within themes counts for less.

    labels is (n,) int32, the themes of a first grouping of the (n, d) unit vectors in `space`, -1
    for none; weights (n,) how many asks a row stands for; `sample` the rows of its anchors.
    """
    kept = {name: values for name, values in space.items() if name.startswith(("mean", "offset"))}
    centred = centre(vectors, languages, kept)
    kept["sharpening"] = sharpening(centred, labels, weights)
    sharp = unit(centred @ kept["sharpening"])
    kept["sharp_offset"] = sharp.mean(axis=0, dtype=np.float64).astype(np.float32)
    return kept | _drawing(unit(sharp - kept["sharp_offset"]), sample)


def sharpening(
    centred: NDArray[np.float32], labels: NDArray[np.int32], weights: NDArray[np.int64]
) -> NDArray[np.float32]:
    """(d, d) inverse square root of the scatter within themes, shrunk towards a sphere.

    Directions in which asks of one theme differ (wording, manners, a language's rest) shrink, so
    those that tell themes apart stand out: linear discriminant analysis on a grouping's own labels
    (Ding and Li 2007). The sphere has at least half of the say, more where asks are few.
    """
    held = labels >= 0
    rows, own, count = centred[held].astype(np.float64), labels[held], weights[held]
    sums = sums_of(rows, own, int(labels.max(initial=0)) + 1, count)
    sizes = np.bincount(own, count, minlength=len(sums))
    apart_from_theme = rows - (sums / np.maximum(sizes, 1)[:, None])[own]
    scatter = apart_from_theme.T @ apart_from_theme / max(len(rows), 1)
    width = len(scatter)
    sphere = max(_SPHERE, width / (width + len(rows)))
    level = np.trace(scatter) / width or 1.0
    spread, axes = np.linalg.eigh((1 - sphere) * scatter + sphere * level * np.eye(width))
    return np.asarray((axes * spread**-0.5) @ axes.T, dtype=np.float32)


def _drawing(
    centred: NDArray[np.float32], sample: NDArray[np.int64]
) -> dict[str, NDArray[np.float32]]:
    """The part of a space that draws: components of all rows, anchors from the sample's."""
    components = _principal(centred, min(COMPONENTS, max(len(centred) - 1, 1)))
    anchors = unit(centred[sample] @ components)
    neighbours = neighbours_for(len(sample))
    for _ in range(_ROUNDS):
        anchors = _drawn(anchors, anchors, neighbours, skip_self=True)
    neighbour_count = np.array([neighbours], dtype=np.float32)
    return {"components": components, "anchors": anchors, "neighbours": neighbour_count}


def into_space(
    vectors: NDArray[np.float32], languages: Sequence[str], space: Space
) -> NDArray[np.float32]:
    """Bring (n, d) unit vectors into the frozen space: (n, p + d) float32 unit rows."""
    plain = centre(vectors, languages, space)
    if "sharpening" in space:
        plain = unit(unit(plain @ space["sharpening"]) - space["sharp_offset"])
    drawn = _drawn(
        unit(plain @ space["components"]), space["anchors"], int(space["neighbours"][0]), False
    )
    return unit(np.hstack([drawn, plain]))


def centre(
    vectors: NDArray[np.float32], languages: Sequence[str], space: Space
) -> NDArray[np.float32]:
    """Subtract from each of (n, d) rows its language's mean, else the global one; unit rows."""
    return unit(_minus_means(vectors, languages, space) - space["offset"])


def _minus_means(
    vectors: NDArray[np.float32], languages: Sequence[str], space: Space
) -> NDArray[np.float32]:
    means = [space.get(f"mean:{language}", space["mean"]) for language in languages]
    return unit(vectors - np.asarray(means, dtype=np.float32).reshape(vectors.shape))


def apart(centred: NDArray[np.float32]) -> NDArray[np.int64]:
    """Row numbers of (n, d) unit rows of which none is a near copy of an earlier one.

    Copies with a typo or another wrapping would be each other's only neighbours, and draw a theme
    into as many parts as it has phrasings.
    """
    return np.flatnonzero(originals(centred) == np.arange(len(centred)))


def originals(centred: NDArray[np.float32]) -> NDArray[np.int64]:
    """For each of (n, d) unit rows the first row it is a near copy of; itself when of none."""
    first = np.arange(len(centred))
    for start in range(0, len(centred), _BLOCK):
        near = centred[start : start + _BLOCK] @ centred[: start + _BLOCK].T >= COPY
        for row, column in zip(*np.nonzero(near), strict=True):
            here = start + row
            if first[here] == here and column < here and first[column] == column:
                first[here] = column
    return first


def neighbours_for(anchors: int) -> int:
    """How many anchors pull at a point: 4 up to 600 anchors, 8 from 2,000 on."""
    return max(4, min(8, round(sqrt(anchors) / 6)))


def _means(
    vectors: NDArray[np.float32], languages: Sequence[str]
) -> dict[str, NDArray[np.float32]]:
    overall = vectors.mean(axis=0, dtype=np.float64)
    means = {"mean": overall.astype(np.float32)}
    spoken = np.asarray(languages, dtype=str)
    for language in sorted(set(languages)):
        own = vectors[spoken == language]
        if len(own) >= _LEAST_OF_LANGUAGE:
            shrunk = own.sum(axis=0, dtype=np.float64) + _SHRINKAGE * overall
            means[f"mean:{language}"] = (shrunk / (len(own) + _SHRINKAGE)).astype(np.float32)
    return means


def _principal(centred: NDArray[np.floating], wanted: int) -> NDArray[np.float32]:
    """(d, p) leading eigenvectors of the covariance, largest first, signs fixed."""
    rows = centred.astype(np.float64)
    _, directions = np.linalg.eigh(rows.T @ rows)
    leading = directions[:, ::-1][:, :wanted]
    strongest = np.abs(leading).argmax(axis=0)
    signed = leading * np.sign(leading[strongest, np.arange(leading.shape[1])])
    return np.ascontiguousarray(signed, dtype=np.float32)


def _drawn(
    rows: NDArray[np.float32], anchors: NDArray[np.float32], neighbours: int, skip_self: bool
) -> NDArray[np.float32]:
    """Rows moved half the way to the weighted mean of their nearest anchors."""
    least = 2 if skip_self else 1
    if len(anchors) < least or not len(rows):
        return rows
    wanted = min(neighbours, len(anchors) - least + 1)
    blocks = over_blocks(
        len(rows), _BLOCK, lambda part: _pull(rows, anchors, wanted, part, skip_self)
    )
    return unit(rows + unit(np.concatenate(blocks)))


def _pull(
    rows: NDArray[np.float32],
    anchors: NDArray[np.float32],
    wanted: int,
    part: slice,
    skip_self: bool,
) -> NDArray[np.float32]:
    near = rows[part] @ anchors.T
    if skip_self:
        block = np.arange(len(near))
        near[block, part.start + block] = -2.0
    chosen = np.sort(np.argpartition(near, -wanted, axis=1)[:, -wanted:], axis=1)
    weights = np.maximum(np.take_along_axis(near, chosen, axis=1), 0.0)
    pulled: NDArray[np.float32] = np.einsum("bk,bkp->bp", weights, anchors[chosen])
    return pulled
