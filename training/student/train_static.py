"""Trains the lookup student `fast`: `python -m training.student.train_static --student DIR ...`.

Every token begins as e5's own vector of it, mapped in closed form to where the teacher's vectors
lie; then the table is trained with the multilingual student's losses.
"""

import argparse
import logging
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from tokenizers import Tokenizer
from torch import Tensor, nn

from clustering.encoder.preparation.packed import quantize_int8
from training.data.corpora import Triple
from training.student.batches import Batches, Mixture
from training.student.export import WEIGHTS, write
from training.student.judge import judge
from training.student.train import SEED, batch_loss, load_corpora, make_targets, raw_e5
from training.student.vocabulary import collect_texts, prune

logger = logging.getLogger("training")
_COMMON = 1e-3
_RIDGE = 1e-3


class Lookup(nn.Module):
    """Texts to unit vectors: the mean of their tokens' vectors."""

    def __init__(self, tokenizer: Tokenizer, table: Tensor) -> None:
        super().__init__()
        self.tokenizer = tokenizer
        self.table = nn.Parameter(table)

    def forward(self, texts: Sequence[str]) -> Tensor:
        """(n, d) unit rows."""
        ids = [e.ids or [0] for e in self.tokenizer.encode_batch(list(texts))]
        return nn.functional.normalize(_means(self.table, ids), dim=-1)

    @torch.no_grad()
    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """(n, d) float32 unit rows."""
        return np.asarray(self(texts).numpy(), dtype=np.float32)


def main() -> None:
    """Build the vocabulary, start the table, train, write both files."""
    options = _parse()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    corpora, held_asks, held_parallel = load_corpora(options)
    targets = make_targets(corpora, options.cache, options.ask_pull)
    e5 = raw_e5(options.cache)
    texts = collect_texts(corpora, SEED)
    tokenizer = prune(e5 / "tokenizer.json", texts, options.vocabulary)
    lookup = Lookup(tokenizer, start_table(tokenizer, e5, corpora, targets))
    logger.info("at the start: %s", judge(lookup.encode, held_asks, held_parallel))
    learn(lookup, Batches(corpora, _mixture(), SEED), targets, options)
    logger.info("at the end: %s", judge(lookup.encode, held_asks, held_parallel))
    tokenizer.save(str(WEIGHTS / "fast_tokenizer.json"), pretty=False)
    write(quantize_int8("tokens", lookup.table.detach().numpy()), WEIGHTS / "fast.safetensors")


def start_table(
    tokenizer: Tokenizer, e5: Path, corpora: Sequence[Sequence[Triple]], targets: Tensor
) -> Tensor:
    """e5's own vectors of the pieces, through the ridge map from their means to the targets.

    Common pieces are weighed down by a / (a + frequency) (Arora et al. 2017).
    """
    table = _piece_vectors(tokenizer, e5)
    triples = [triple for corpus in corpora for triple in corpus]
    pairs = [(t, row) for row, triple in enumerate(triples) for t in triple.texts.values()]
    ids = [e.ids or [0] for e in tokenizer.encode_batch([text for text, _ in pairs])]
    counts = np.bincount(np.concatenate(ids), minlength=len(table)) + 1
    table *= (_COMMON / (_COMMON + counts / counts.sum()))[:, None]
    means = _means(torch.from_numpy(table), ids).double()
    wanted = targets[[row for _, row in pairs]].double()
    gram = means.T @ means
    gram += torch.eye(len(gram)) * gram.trace() / len(gram) * _RIDGE
    start: Tensor = torch.from_numpy(table) @ torch.linalg.solve(gram, means.T @ wanted).float()
    return start


def _piece_vectors(tokenizer: Tokenizer, e5: Path) -> NDArray[np.float32]:
    """(pieces, hidden): the rows of e5's embedding table that the pruned vocabulary keeps."""
    rows = Tokenizer.from_file(str(e5 / "tokenizer.json")).get_vocab()
    pieces = sorted(tokenizer.get_vocab().items(), key=lambda piece: piece[1])
    with safe_open(e5 / "model.safetensors", "np") as file:
        table = file.get_tensor("embeddings.word_embeddings.weight")
    chosen = table[[rows[piece] for piece, _ in pieces]]
    return np.asarray(chosen - chosen.mean(0), dtype=np.float32)


def _means(table: Tensor, ids: Sequence[list[int]]) -> Tensor:
    """(n, d): the mean of each text's rows."""
    offsets = torch.tensor([0, *map(len, ids)][:-1]).cumsum(0)
    flat = torch.from_numpy(np.concatenate(ids))
    means: Tensor = nn.functional.embedding_bag(flat, table, offsets, mode="mean")
    return means


def learn(lookup: Lookup, batches: Batches, targets: Tensor, options: argparse.Namespace) -> None:
    """Adam down a straight line to nothing."""
    optimiser = torch.optim.Adam(lookup.parameters(), lr=options.rate)
    started = time.monotonic()
    for step in range(options.steps):
        optimiser.param_groups[0]["lr"] = options.rate * (1 - step / options.steps)
        loss = batch_loss(lookup, batches.draw(step), targets, options)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        if step % 100 == 0:
            pace = time.monotonic() - started
            logger.info("step %d loss %.4f after %.0f s", step, loss.item(), pace)


def _mixture() -> Mixture:
    """Larger batches than the big student's: a lookup costs next to nothing."""
    return Mixture(trades=8, asks_per_trade=6, support=120, parallel=200, english=16)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parallel", type=Path, required=True, help="en_ru_uk.tsv.gz")
    parser.add_argument("--multidogo", type=Path, help="folder of MultiDoGO's software TSVs")
    parser.add_argument("--wordnet", type=Path, help="Debian's wordnet-base archive")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--use-all-asks", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--vocabulary", type=int, default=32000)
    parser.add_argument("--steps", type=int, default=800)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--ranking", type=float, default=0.1)
    parser.add_argument("--contrast", type=float, default=0.3)
    parser.add_argument("--ask-pull", type=float, default=0.5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
