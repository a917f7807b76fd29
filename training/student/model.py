"""The student: multilingual-e5-small, low-rank updates, a linear head to its teacher's space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.utils import parametrize
from transformers import BertModel

PAD = 1
_LINEAR = ("query", "key", "value", "dense")


class LowRank(nn.Module):
    """W -> W + B A with W frozen (Hu et al. 2021); merged at export, so it costs nothing later."""

    def __init__(self, weight: Tensor, rank: int) -> None:
        super().__init__()
        outputs, inputs = weight.shape
        self.A = nn.Parameter(torch.randn(rank, inputs) / inputs**0.5)
        self.B = nn.Parameter(torch.zeros(outputs, rank))

    def forward(self, weight: Tensor) -> Tensor:
        """The weight as the layer shall use it, (out, in)."""
        merged = weight + self.B @ self.A
        # Cast here, so that `parametrize.cached` keeps the half-size copy for the whole step.
        return merged.bfloat16() if torch.is_autocast_enabled("cpu") else merged


class Student(nn.Module):
    """Token ids to unit vectors: BERT, mean pooling, head, unit length."""

    def __init__(self, folder: Path, rank: int, max_tokens: int = 48) -> None:
        super().__init__()
        # On a CPU and texts this short, plain attention goes backward faster than the fused one.
        self.bert = BertModel.from_pretrained(folder, attn_implementation="eager")
        self.head = nn.Linear(self.bert.config.hidden_size, self.bert.config.hidden_size)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(max_tokens)
        self._free_small_parts()
        for linear in self._linears():
            parametrize.register_parametrization(linear, "weight", LowRank(linear.weight, rank))

    def _free_small_parts(self) -> None:
        """Only biases and layer norms of the encoder move besides the low-rank parts."""
        for name, parameter in self.bert.named_parameters():
            inside = name.startswith("encoder.")
            parameter.requires_grad = inside and (name.endswith(".bias") or "LayerNorm" in name)

    def _linears(self) -> Iterator[nn.Linear]:
        for name, module in self.bert.encoder.named_modules():
            if isinstance(module, nn.Linear) and name.endswith(_LINEAR):
                yield module

    def pool_tokens(self, texts: Sequence[str], chunk: int = 32) -> Tensor:
        """Mean-pooled hidden states, (n, hidden); run in chunks of like length."""
        encodings = self.tokenizer.encode_batch(list(texts))
        ids = [encoding.ids for encoding in encodings]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        parts = [
            self._mean([ids[i] for i in order[at : at + chunk]])
            for at in range(0, len(order), chunk)
        ]
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return torch.cat(parts)[back]

    def _mean(self, ids: list[list[int]]) -> Tensor:
        width = max(map(len, ids))
        tokens = torch.tensor([row + [PAD] * (width - len(row)) for row in ids])
        mask = (tokens != PAD).long()
        hidden = self.bert(input_ids=tokens, attention_mask=mask).last_hidden_state.float()
        weights = mask.unsqueeze(-1).float()
        mean: Tensor = (hidden * weights).sum(1) / weights.sum(1)
        return mean

    def forward(self, texts: Sequence[str]) -> Tensor:
        """Unit vectors, (n, hidden), with gradients; in bfloat16 inside, float32 outside."""
        with parametrize.cached(), torch.autocast("cpu", dtype=torch.bfloat16):
            pooled = self.pool_tokens(texts)
        return nn.functional.normalize(self.head(pooled), dim=-1)

    @torch.no_grad()
    def encode(self, texts: Sequence[str], chunk: int = 64) -> NDArray[np.float32]:
        """Unit vectors without gradients, (n, hidden) float32, order kept."""
        self.eval()
        with parametrize.cached(), torch.autocast("cpu", dtype=torch.bfloat16):
            pooled = torch.cat(
                [self.pool_tokens(texts[i : i + 1024], chunk) for i in range(0, len(texts), 1024)]
            )
        return nn.functional.normalize(self.head(pooled), dim=-1).numpy()

    def get_trained(self) -> dict[str, Tensor]:
        """Everything that moved, by name: what a checkpoint holds and an export reads."""
        return {n: p.detach() for n, p in self.named_parameters() if p.requires_grad}

    def restore(self, trained: dict[str, Tensor]) -> None:
        """Take up what `trained` gave."""
        missing = set(self.get_trained()) ^ set(trained)
        if missing:
            raise ValueError(f"the checkpoint is of another student: {sorted(missing)[:3]}")
        self.load_state_dict(trained, strict=False)


def fit_head(
    student: Student,
    pooled: NDArray[np.float32],
    targets: NDArray[np.float32],
    ridge: float = 0.003,
) -> None:
    """Set the head to the ridge regression from pooled states to the teacher's vectors.

    A start in closed form is worth thousands of steps. The ridge is a share of the mean
    eigenvalue.
    """
    mean = pooled.mean(0)
    x = (pooled - mean).astype(np.float64)
    gram = x.T @ x
    gram += np.eye(len(gram)) * np.trace(gram) / len(gram) * ridge
    weights = np.linalg.solve(gram, x.T @ targets).T
    with torch.no_grad():
        student.head.weight.copy_(torch.from_numpy(weights))
        student.head.bias.copy_(torch.from_numpy(targets.mean(0) - weights @ mean))
