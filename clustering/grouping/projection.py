"""The frozen space a grouping works in: centred, and half of it drawn towards common places.

What it takes is kept as named arrays in `Clustering.space`, so that later asks meet the same space:

- `mean` (d,) and one `mean:LANGUAGE` (d,) are subtracted: embedding models place every language
  in a corner of its own, and one theme must gather all of them; so is `offset` (d,);
- `sharpening` (d, d) and `sharp_offset` (d,), in a space made anew from a first grouping:
  see `compute_whitening`;
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

from clustering.grouping.deduplicate import normalise_rows
from clustering.grouping.parallel import map_blocks, sum_by_label

N_COMPONENTS = 120
"""Best of 50, 75, 120, 200 and all on the demo, the development set and draws from Banking77 and
CLINC150 together."""
_MIN_PER_LANGUAGE = 30
"""A language with fewer asks is centred with everybody else's mean."""
_MEAN_SHRINKAGE = 30.0
"""Asks' worth of the global mean mixed into a language's own."""
NEAR_DUPLICATE_COSINE = 0.9
"""Cosine of centred vectors from which one text is a near copy of the other."""
_MIN_SHRINKAGE = 0.5
"""Least say of a sphere against the scatter within themes, when a space is sharpened."""
_N_SHIFTS = 2
_BLOCK = 1024

Projection = Mapping[str, NDArray[np.float32]]


def fit_projection(
    vectors: NDArray[np.float32], languages: Sequence[str], sample: NDArray[np.int64]
) -> tuple[dict[str, NDArray[np.float32]], NDArray[np.int64]]:
    """Learn the space from (n, d) unit vectors; anchors are the rows of `sample` that are not near
    copies of each other. Returns the space and the row numbers of the anchors."""
    projection = _compute_means(vectors, languages)
    # Scaling to length 1 moves the mean away from zero again; the offset puts it back.
    offset = _subtract_means(vectors, languages, projection).mean(axis=0, dtype=np.float64)
    projection["offset"] = offset.astype(np.float32)
    centred = centre_vectors(vectors, languages, projection)
    sample = sample[drop_near_duplicates(centred[sample])]
    return projection | _fit_mean_shift(centred, sample), sample


def lda_whiten(
    projection: Projection,
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
    kept = {
        name: values for name, values in projection.items() if name.startswith(("mean", "offset"))
    }
    centred = centre_vectors(vectors, languages, kept)
    kept["sharpening"] = compute_whitening(centred, labels, weights)
    sharp = normalise_rows(centred @ kept["sharpening"])
    kept["sharp_offset"] = sharp.mean(axis=0, dtype=np.float64).astype(np.float32)
    return kept | _fit_mean_shift(normalise_rows(sharp - kept["sharp_offset"]), sample)


def compute_whitening(
    centred: NDArray[np.float32], labels: NDArray[np.int32], weights: NDArray[np.int64]
) -> NDArray[np.float32]:
    """(d, d) inverse square root of the scatter within themes, shrunk towards a sphere.

    Directions in which asks of one theme differ (wording, manners, a language's rest) shrink, so
    those that tell themes apart stand out: linear discriminant analysis on a grouping's own labels
    (Ding and Li 2007). The sphere has at least half of the say, more where asks are few.
    """
    held = labels >= 0
    rows, own, count = centred[held].astype(np.float64), labels[held], weights[held]
    sums = sum_by_label(rows, own, int(labels.max(initial=0)) + 1, count)
    sizes = np.bincount(own, count, minlength=len(sums))
    apart_from_theme = rows - (sums / np.maximum(sizes, 1)[:, None])[own]
    scatter = apart_from_theme.T @ apart_from_theme / max(len(rows), 1)
    width = len(scatter)
    shrinkage = max(_MIN_SHRINKAGE, width / (width + len(rows)))
    level = np.trace(scatter) / width or 1.0
    spread, axes = np.linalg.eigh((1 - shrinkage) * scatter + shrinkage * level * np.eye(width))
    return np.asarray((axes * spread**-0.5) @ axes.T, dtype=np.float32)


def _fit_mean_shift(
    centred: NDArray[np.float32], sample: NDArray[np.int64]
) -> dict[str, NDArray[np.float32]]:
    """The part of a space that draws: components of all rows, anchors from the sample's."""
    components = _compute_principal_components(centred, min(N_COMPONENTS, max(len(centred) - 1, 1)))
    landmarks = normalise_rows(centred[sample] @ components)
    neighbours = choose_n_neighbours(len(sample))
    for _ in range(_N_SHIFTS):
        landmarks = _apply_mean_shift(landmarks, landmarks, neighbours, skip_self=True)
    neighbour_count = np.array([neighbours], dtype=np.float32)
    return {"components": components, "anchors": landmarks, "neighbours": neighbour_count}


def project_vectors(
    vectors: NDArray[np.float32], languages: Sequence[str], projection: Projection
) -> NDArray[np.float32]:
    """Bring (n, d) unit vectors into the frozen space: (n, p + d) float32 unit rows."""
    centred = centre_vectors(vectors, languages, projection)
    if "sharpening" in projection:
        centred = normalise_rows(
            normalise_rows(centred @ projection["sharpening"]) - projection["sharp_offset"]
        )
    shifted = _apply_mean_shift(
        normalise_rows(centred @ projection["components"]),
        projection["anchors"],
        int(projection["neighbours"][0]),
        False,
    )
    return normalise_rows(np.hstack([shifted, centred]))


def centre_vectors(
    vectors: NDArray[np.float32], languages: Sequence[str], projection: Projection
) -> NDArray[np.float32]:
    """Subtract from each of (n, d) rows its language's mean, else the global one; unit rows."""
    return normalise_rows(_subtract_means(vectors, languages, projection) - projection["offset"])


def _subtract_means(
    vectors: NDArray[np.float32], languages: Sequence[str], projection: Projection
) -> NDArray[np.float32]:
    means = [projection.get(f"mean:{language}", projection["mean"]) for language in languages]
    return normalise_rows(vectors - np.asarray(means, dtype=np.float32).reshape(vectors.shape))


def drop_near_duplicates(centred: NDArray[np.float32]) -> NDArray[np.int64]:
    """Row numbers of (n, d) unit rows of which none is a near copy of an earlier one.

    Copies with a typo or another wrapping would be each other's only neighbours, and draw a theme
    into as many parts as it has phrasings.
    """
    return np.flatnonzero(find_originals(centred) == np.arange(len(centred)))


def find_originals(centred: NDArray[np.float32]) -> NDArray[np.int64]:
    """For each of (n, d) unit rows the first row it is a near copy of; itself when of none."""
    first = np.arange(len(centred))
    for start in range(0, len(centred), _BLOCK):
        near = (
            centred[start : start + _BLOCK] @ centred[: start + _BLOCK].T >= NEAR_DUPLICATE_COSINE
        )
        for row, column in zip(*np.nonzero(near), strict=True):
            here = start + row
            if first[here] == here and column < here and first[column] == column:
                first[here] = column
    return first


def choose_n_neighbours(landmarks: int) -> int:
    """How many anchors pull at a point: 4 up to 600 anchors, 8 from 2,000 on."""
    return max(4, min(8, round(sqrt(landmarks) / 6)))


def _compute_means(
    vectors: NDArray[np.float32], languages: Sequence[str]
) -> dict[str, NDArray[np.float32]]:
    overall = vectors.mean(axis=0, dtype=np.float64)
    means = {"mean": overall.astype(np.float32)}
    spoken = np.asarray(languages, dtype=str)
    for language in sorted(set(languages)):
        own = vectors[spoken == language]
        if len(own) >= _MIN_PER_LANGUAGE:
            shrunk = own.sum(axis=0, dtype=np.float64) + _MEAN_SHRINKAGE * overall
            means[f"mean:{language}"] = (shrunk / (len(own) + _MEAN_SHRINKAGE)).astype(np.float32)
    return means


def _compute_principal_components(
    centred: NDArray[np.floating], wanted: int
) -> NDArray[np.float32]:
    """(d, p) leading eigenvectors of the covariance, largest first, signs fixed."""
    rows = centred.astype(np.float64)
    _, directions = np.linalg.eigh(rows.T @ rows)
    leading = directions[:, ::-1][:, :wanted]
    strongest = np.abs(leading).argmax(axis=0)
    signed = leading * np.sign(leading[strongest, np.arange(leading.shape[1])])
    return np.ascontiguousarray(signed, dtype=np.float32)


def _apply_mean_shift(
    rows: NDArray[np.float32], landmarks: NDArray[np.float32], neighbours: int, skip_self: bool
) -> NDArray[np.float32]:
    """Rows moved half the way to the weighted mean of their nearest anchors."""
    least = 2 if skip_self else 1
    if len(landmarks) < least or not len(rows):
        return rows
    wanted = min(neighbours, len(landmarks) - least + 1)
    blocks = map_blocks(
        len(rows),
        _BLOCK,
        lambda part: _sum_nearest_landmarks(rows, landmarks, wanted, part, skip_self),
    )
    return normalise_rows(rows + normalise_rows(np.concatenate(blocks)))


def _sum_nearest_landmarks(
    rows: NDArray[np.float32],
    landmarks: NDArray[np.float32],
    wanted: int,
    part: slice,
    skip_self: bool,
) -> NDArray[np.float32]:
    near = rows[part] @ landmarks.T
    if skip_self:
        block = np.arange(len(near))
        near[block, part.start + block] = -2.0
    chosen = np.sort(np.argpartition(near, -wanted, axis=1)[:, -wanted:], axis=1)
    weights = np.maximum(np.take_along_axis(near, chosen, axis=1), 0.0)
    pulled: NDArray[np.float32] = np.einsum("bk,bkp->bp", weights, landmarks[chosen])
    return pulled
