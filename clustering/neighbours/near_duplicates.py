"""Near duplicates: rows whose cosine is so high that their texts differ by a typo or a greeting.

Few pairs of rows are near duplicates, so most are ruled out by a part of their numbers: along some
orthonormal axes, and by how much of each row lies beside those. The product of what lies beside is
at most the product of the two lengths (Cauchy and Schwarz), which gives a cosine that the true one
cannot exceed. Pairs above the bar are then looked at whole, so nothing is missed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.neighbours.parallel import map_blocks

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

NEAR_DUPLICATE_COSINE = 0.9
"""Cosine of centred vectors from which two texts are near duplicates."""
_ROUNDING = np.float32(1e-5)
"""More than the rounding error of a cosine's upper bound."""
_MOST_CANDIDATES = 0.02
"""Share of the pairs above which they are cheaper to look at all together."""
_N_AXES = 63
"""Axes that rows are sketched along, at most."""
_BLOCK = 1024


@dataclass(frozen=True, slots=True)
class Sketched:
    """(n, d) unit rows, and (n, q + 1) numbers whose products are no less than the rows'."""

    rows: Floats
    bounds: Floats

    def take(self, chosen: Rows | slice) -> "Sketched":
        """Some of the rows."""
        return Sketched(self.rows[chosen], self.bounds[chosen])


def sketch_rows(rows: Floats, axes: Floats) -> Sketched:
    """(n, d) unit rows along (d, q) orthonormal axes, the most telling first, and the length of
    what lies beside the first of them."""
    along = rows @ axes[:, :_N_AXES]
    beside = np.sqrt(np.maximum(1.0 - np.einsum("ij,ij->i", along, along), 0.0))
    return Sketched(rows, np.column_stack([along, beside]).astype(np.float32))


def find_originals(sketched: Sketched) -> Rows:
    """For each of n rows the first row that it nearly duplicates, (n,); else itself.

    That first row duplicates none itself.
    """
    first = np.arange(len(sketched.rows))
    originals = first[:0]
    for start in range(0, len(first), _BLOCK):
        block = sketched.take(slice(start, start + _BLOCK))
        copy, known, _ = _find_near_pairs(block, sketched.take(originals))
        # Pairs are sorted by row, then by column: the first of each row is its original.
        copies, places = np.unique(copy, return_index=True)
        first[start + copies] = originals[known[places]]
        alone = np.delete(np.arange(len(block.rows)), copies)
        first[start + alone] = start + alone[_find_originals_of_few(block.rows[alone])]
        own = start + alone
        originals = np.append(originals, own[first[own] == own])
    return first


def _find_originals_of_few(rows: Floats) -> Rows:
    first = np.arange(len(rows))
    near = np.flatnonzero(np.tril(rows @ rows.T >= NEAR_DUPLICATE_COSINE, -1))
    for copy, original in zip(*np.divmod(near, max(len(rows), 1)), strict=True):
        if first[copy] == copy and first[original] == original:
            first[copy] = original
    return first


def find_nearest_duplicate(sketched: Sketched, others: Sketched) -> Rows:
    """For each of n rows the nearest other row that it nearly duplicates, (n,); -1 for none."""
    nearest = np.full(len(sketched.rows), -1, dtype=np.int64)

    def fill_block(part: slice) -> None:
        row, other, cosine = _find_near_pairs(sketched.take(part), others)
        order = np.lexsort((other, -cosine, row))
        rows, places = np.unique(row[order], return_index=True)
        nearest[part.start + rows] = other[order][places]

    map_blocks(len(nearest), _BLOCK, fill_block)
    return nearest


def _find_near_pairs(block: Sketched, others: Sketched) -> tuple[Rows, Rows, Floats]:
    """Row, other row and cosine of each pair of near duplicates, sorted by row, then by other."""
    row, other = _list_pairs(block.bounds @ others.bounds.T, NEAR_DUPLICATE_COSINE - _ROUNDING)
    if len(row) > _MOST_CANDIDATES * len(block.rows) * len(others.rows):
        cosines = block.rows @ others.rows.T
        row, other = _list_pairs(cosines, np.float32(NEAR_DUPLICATE_COSINE))
        return row, other, cosines[row, other]
    cosine = np.einsum("ij,ij->i", block.rows[row], others.rows[other])
    near = cosine >= NEAR_DUPLICATE_COSINE
    return row[near], other[near], cosine[near]


def _list_pairs(values: Floats, least: np.float32) -> tuple[Rows, Rows]:
    """Rows and columns of the values that reach `least`: five times as fast as `np.nonzero`."""
    row, column = np.divmod(np.flatnonzero(values >= least), max(values.shape[1], 1))
    return row, column
