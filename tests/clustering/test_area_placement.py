"""Themes go to the area of the nearest example, or nowhere."""

import numpy as np
import pytest

from clustering.area_placement import place_by_examples

AXES = np.eye(4, dtype=np.float32)


def lean(*cosines: float) -> np.ndarray:
    """A unit row at those cosines to the first axes; the rest lies along the last."""
    row = np.zeros(4)
    row[: len(cosines)] = cosines
    row[3] = (1 - (row**2).sum()) ** 0.5
    return row.astype(np.float32)


@pytest.mark.parametrize(
    ("cosines", "area"),
    [((0.7, 0.1, 0.6), 0), ((0.1, 0.4, 0.39), 1), ((0.3, 0.1, 0.1), 0), ((0.3, 0.1, 0.2), -1),
     ((0.2, 0.0, 0.0), -1), ((0.1, 0.2, 0.6), 1)],
)  # fmt: skip
def test_a_theme_goes_to_the_nearest_area_if_it_is_near(
    cosines: tuple[float, ...], area: int
) -> None:
    """The third example is the second area's too."""
    placed = place_by_examples(lean(*cosines)[None], AXES[:3], np.array([0, 1, 1]))
    assert placed.tolist() == [area]


def test_one_area_takes_what_is_not_far() -> None:
    rows = np.stack([lean(0.3), lean(0.2)])
    assert place_by_examples(rows, AXES[:1], np.array([0])).tolist() == [0, -1]


def test_nothing_is_placed_without_themes_or_examples() -> None:
    none = np.zeros((0, 4), dtype=np.float32)
    assert place_by_examples(none, AXES, np.arange(4)).tolist() == []
    assert place_by_examples(AXES[:2], none, np.zeros(0, dtype=np.int64)).tolist() == [-1, -1]
