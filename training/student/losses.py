"""What the student is asked for: to be where its teacher is, and to tell asks apart."""

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy


def distillation(student: Tensor, teacher: Tensor) -> Tensor:
    """Mean of 1 - cosine to the teacher's vectors; both (n, d), unit rows."""
    return (1 - (student * teacher).sum(-1)).mean()


def ranking(student: Tensor, teacher: Tensor, temperature: float = 0.05) -> Tensor:
    """In-batch cross-entropy: the nearest of the teacher's vectors must be one's own.

    Rows that the teacher itself finds alike (cosine over .6) are nobody's negatives.
    """
    alike = (teacher @ teacher.T) > 0.6
    own = torch.eye(len(teacher), dtype=torch.bool)
    scores = student @ teacher.T / temperature
    scores = scores.masked_fill(alike & ~own, float("-inf"))
    return cross_entropy(scores, torch.arange(len(student)))


def supervised_contrast(
    vectors: Tensor, asks: Tensor, alike: Tensor, temperature: float = 0.08
) -> Tensor:
    """Pull texts of one ask together, whatever the language (Khosla et al. 2020).

    Args:
        vectors: (n, d) unit rows.
        asks: (n,) int64; equal numbers are one ask.
        alike: (n, n) bool, pairs of different asks that must not count as negatives.
    """
    itself = torch.eye(len(asks), dtype=torch.bool)
    positive = (asks[:, None] == asks[None, :]) & ~itself
    scores = vectors @ vectors.T / temperature
    scores = scores.masked_fill(itself | (alike & ~positive), float("-inf"))
    log_share = scores - torch.logsumexp(scores, dim=1, keepdim=True)
    log_share = log_share.masked_fill(~positive, 0.0)
    has_positive = positive.any(1)
    per_row = -log_share.sum(1)[has_positive] / positive.sum(1)[has_positive]
    return per_row.mean()
