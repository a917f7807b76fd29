"""A running average of the weights: what is judged and shipped, whenever the run is stopped."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

from training.student.model import Student

_DECAY = 0.99


class Average:
    """Follows a student's weights, smoothing the last hundred steps or so."""

    def __init__(self, student: Student) -> None:
        self.values: dict[str, Tensor] = {n: p.clone() for n, p in student.get_trained().items()}
        """The averaged weights by name."""

    def follow(self, student: Student, step: int) -> None:
        """Take one step's weights in; early steps count for more."""
        decay = min(_DECAY, (1 + step) / (10 + step))
        for name, value in student.get_trained().items():
            self.values[name].lerp_(value, 1 - decay)

    @contextmanager
    def lend_to(self, student: Student) -> Iterator[None]:
        """The student wears the averaged weights for a while."""
        own = {name: value.clone() for name, value in student.get_trained().items()}
        with torch.no_grad():
            student.restore(self.values)
            yield
            student.restore(own)
