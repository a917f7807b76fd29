"""Projection: centring by language, whitening, principal components and mean shift.

It is fitted to the asks of a grouping and kept as named arrays in `Clustering.space`, so that later
asks are projected the same way:

- `mean` (d,) and `mean:LANGUAGE` (d,), one for each frequent language, are subtracted. Embedding
  models place every language in a region of its own, and a theme must gather all of them. `offset`
  (d,) is then subtracted too.
- `sharpening` (d, d) and `sharp_offset` (d,): whitening and the mean after it, where a first
  grouping is known (`lda_whiten`).
- `components` (d, p): principal components, which carry what recurs.
- `anchors` (a, p) and `neighbours` (1,): the landmarks of a mean shift (Fukunaga and Hostetler
  1975), and how many of them move a row. In the components every row is moved half the way to the
  mean of its nearest landmarks; landmarks are asks moved the same way twice. This widens the gaps
  between themes. A landmark still carries a part of the ask it came from, which counts when a
  person's data is erased.

A projected row is the mean-shifted components beside the centred vector, so a cosine between two
is the mean of both cosines: the first separates themes, the second shows what fits none.
"""

from collections.abc import Mapping, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from clustering.neighbours.largest import find_largest
from clustering.neighbours.near_duplicates import find_originals, sketch_rows
from clustering.neighbours.parallel import map_blocks, sum_by_label
from clustering.similarity import normalise_rows

N_COMPONENTS = 120
"""Best of 50, 75, 120, 200 and all on the demo, the development set and draws from Banking77 and
CLINC150 together."""
_MIN_PER_LANGUAGE = 30
"""A language with fewer asks is centred by the mean of all asks."""
_MEAN_SHRINKAGE = 30.0
"""Shrinkage of a language's mean: the mean of all asks counts as much as so many of its own."""
_MIN_SHRINKAGE = 0.5
"""Least weight of the scaled identity matrix against the within-theme scatter."""
_N_SHIFTS = 2
_BLOCK = 1024

Projection = Mapping[str, NDArray[np.float32]]


def fit_means(vectors: NDArray[np.float32], languages: Sequence[str]) -> Projection:
    """The part of the projection that centres (n, d) unit vectors of n ISO 639-1 languages."""
    means = _compute_means(vectors, languages)
    # Scaling to length 1 moves the mean away from zero again; the offset corrects that.
    offset = _subtract_means(vectors, languages, means).mean(axis=0, dtype=np.float64)
    return means | {"offset": offset.astype(np.float32)}


def fit_projection(
    means: Projection, centred: NDArray[np.float32]
) -> tuple[dict[str, NDArray[np.float32]], NDArray[np.int64]]:
    """Fit the projection to (n, d) centred unit rows; with it, the rows (a,) of its landmarks.

    Landmarks are the rows less near duplicates: those would be each other's only neighbours in the
    mean shift, and split a theme by its phrasings.
    """
    components = compute_principal_components(centred, _count_components(centred))
    originals = find_originals(sketch_rows(centred, components))
    landmarks = np.flatnonzero(originals == np.arange(len(centred)))
    shifted = _fit_mean_shift(centred, components, landmarks)
    return dict(means) | shifted, landmarks


def lda_whiten(
    means: Projection,
    centred: NDArray[np.float32],
    weights: NDArray[np.int64],
    labels: NDArray[np.int32],
    landmarks: NDArray[np.int64],
) -> dict[str, NDArray[np.float32]]:
    """Fit the projection with LDA whitening, so that differences within themes count for less.

    labels (n,) int32 are the themes of a first grouping of the (n, d) centred rows, -1 for none;
    weights (n,) how many asks a row stands for; `landmarks` (a,) the rows of the landmarks.
    """
    whitened = dict(means)
    whitened["sharpening"] = compute_whitening(centred, labels, weights)
    sharp = normalise_rows(centred @ whitened["sharpening"])
    whitened["sharp_offset"] = sharp.mean(axis=0, dtype=np.float64).astype(np.float32)
    sharp = normalise_rows(sharp - whitened["sharp_offset"])
    components = compute_principal_components(sharp, _count_components(sharp))
    return whitened | _fit_mean_shift(sharp, components, landmarks)


def compute_whitening(
    centred: NDArray[np.float32], labels: NDArray[np.int32], weights: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Whitening matrix (d, d): inverse square root of the shrunk within-theme scatter.

    Directions in which asks of one theme differ (wording, politeness, language) are scaled down,
    which is linear discriminant analysis on the grouping's own labels (Ding and Li 2007). The
    scatter is shrunk towards a multiple of the identity matrix, which has half of the weight or,
    where asks are few, more. centred is (n, d) unit, labels (n,) with -1 for none, weights (n,).
    """
    held = labels >= 0
    rows, own, count = centred[held].astype(np.float64), labels[held], weights[held]
    sums = sum_by_label(rows, own, int(labels.max(initial=0)) + 1, count)
    sizes = np.bincount(own, count, minlength=len(sums))
    deviations = rows - (sums / np.maximum(sizes, 1)[:, None])[own]
    scatter = deviations.T @ deviations / max(len(rows), 1)
    width = len(scatter)
    shrinkage = max(_MIN_SHRINKAGE, width / (width + len(rows)))
    level = np.trace(scatter) / width or 1.0
    eigenvalues, axes = np.linalg.eigh(
        (1 - shrinkage) * scatter + shrinkage * level * np.eye(width)
    )
    return np.asarray((axes * eigenvalues**-0.5) @ axes.T, dtype=np.float32)


def _count_components(rows: NDArray[np.float32]) -> int:
    return min(N_COMPONENTS, max(len(rows) - 1, 1))


def _fit_mean_shift(
    centred: NDArray[np.float32], components: NDArray[np.float32], landmarks: NDArray[np.int64]
) -> dict[str, NDArray[np.float32]]:
    """The components (d, p), and those of the landmarks' rows, moved."""
    anchors = normalise_rows(centred[landmarks] @ components)
    neighbours = choose_n_neighbours(len(landmarks))
    for _ in range(_N_SHIFTS):
        anchors = _apply_mean_shift(anchors, anchors, neighbours, skip_self=True)
    neighbour_count = np.array([neighbours], dtype=np.float32)
    return {"components": components, "anchors": anchors, "neighbours": neighbour_count}


def project_vectors(
    vectors: NDArray[np.float32], languages: Sequence[str], projection: Projection
) -> NDArray[np.float32]:
    """Project (n, d) unit vectors: (n, p + d) float32 unit rows."""
    return project_centred(centre_vectors(vectors, languages, projection), projection)


def project_centred(centred: NDArray[np.float32], projection: Projection) -> NDArray[np.float32]:
    """The same of (n, d) rows that `centre_vectors` returned."""
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
    """(n, d) unit rows less their language's mean, or the mean of all asks; scaled to length 1."""
    return normalise_rows(_subtract_means(vectors, languages, projection) - projection["offset"])


def _subtract_means(
    vectors: NDArray[np.float32], languages: Sequence[str], projection: Projection
) -> NDArray[np.float32]:
    spoken, place = np.unique(np.asarray(languages, dtype=str), return_inverse=True)
    means = [projection.get(f"mean:{language}", projection["mean"]) for language in spoken]
    table = np.asarray(means, dtype=np.float32).reshape(len(spoken), vectors.shape[1])
    return normalise_rows(vectors - table[place])


def choose_n_neighbours(landmarks: int) -> int:
    """Number of landmarks that move a row: 4 up to 600 landmarks, 8 from 2,000 on."""
    return max(4, min(8, round(sqrt(landmarks) / 6)))


def _compute_means(
    vectors: NDArray[np.float32], languages: Sequence[str]
) -> dict[str, NDArray[np.float32]]:
    overall = vectors.mean(axis=0, dtype=np.float64)
    means = {"mean": overall.astype(np.float32)}
    codes = np.asarray(languages, dtype=str)
    for language in sorted(set(languages)):
        own = vectors[codes == language]
        if len(own) >= _MIN_PER_LANGUAGE:
            shrunk = own.sum(axis=0, dtype=np.float64) + _MEAN_SHRINKAGE * overall
            means[f"mean:{language}"] = (shrunk / (len(own) + _MEAN_SHRINKAGE)).astype(np.float32)
    return means


def compute_principal_components(centred: NDArray[np.floating], wanted: int) -> NDArray[np.float32]:
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
    """(n, p) rows moved half the way to the weighted mean of their nearest landmarks.

    With `skip_self` the rows are the landmarks themselves, and none is its own neighbour.
    """
    min_landmarks = 2 if skip_self else 1
    if len(landmarks) < min_landmarks or not len(rows):
        return rows
    wanted = min(neighbours, len(landmarks) - min_landmarks + 1)
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
    """(m, p) sums of the `wanted` nearest landmarks of a slice of rows, weighted by cosine."""
    near = rows[part] @ landmarks.T
    if skip_self:
        block = np.arange(len(near))
        near[block, part.start + block] = -2.0
    chosen = find_largest(near, wanted)
    weights = np.maximum(np.take_along_axis(near, chosen, axis=1), 0.0)
    pulled: NDArray[np.float32] = np.einsum("bk,bkp->bp", weights, landmarks[chosen])
    return pulled
