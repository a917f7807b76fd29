"""Trains the lookup student `fast`: `python -m training.train_static --student DIR ...`.

Every token begins as the multilingual student's own vector of it, weighed down where it is common
(Arora et al. 2017); then tables are trained with the same losses against the student's teacher.
"""

import argparse
import logging
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from clustering.encoder import load_encoder
from clustering.encoder.packed import pack
from training.batches import Batches, Mixture
from training.export import WEIGHTS, write
from training.judge import judge
from training.train import SEED, batch_loss, load_corpora, make_targets, raw_e5
from training.vocabulary import prune, spoken_texts

logger = logging.getLogger("training")
_COMMON = 1e-3


class Lookup(nn.Module):
    """Texts to unit vectors: the mean of their tokens' vectors."""

    def __init__(self, tokenizer: Tokenizer, table: Tensor) -> None:
        super().__init__()
        self.tokenizer = tokenizer
        self.table = nn.EmbeddingBag.from_pretrained(table, freeze=False, mode="mean")

    def forward(self, texts: Sequence[str]) -> Tensor:
        """(n, d) unit rows."""
        ids = [e.ids or [0] for e in self.tokenizer.encode_batch(list(texts))]
        offsets = torch.tensor([0, *map(len, ids)][:-1]).cumsum(0)
        flat = torch.tensor([i for row in ids for i in row])
        return nn.functional.normalize(self.table(flat, offsets), dim=-1)

    @torch.no_grad()
    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """(n, d) float32 unit rows."""
        return self(texts).numpy()


def main() -> None:
    """Build the vocabulary, start the table, train, write both files."""
    options = _parse()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    corpora, held_asks, held_parallel = load_corpora(options)
    targets, _ = make_targets(corpora, options.cache, options.ask_pull)
    texts = spoken_texts(corpora, SEED)
    tokenizer = prune(raw_e5(options.cache) / "tokenizer.json", texts, options.vocabulary)
    lookup = Lookup(tokenizer, start_table(tokenizer, texts, options.student))
    logger.info("at the start: %s", judge(lookup.encode, held_asks, held_parallel))
    learn(lookup, Batches(corpora, _mixture(), SEED), targets, options)
    logger.info("at the end: %s", judge(lookup.encode, held_asks, held_parallel))
    tokenizer.save(str(WEIGHTS / "fast_tokenizer.json"), pretty=False)
    write(pack("tokens", lookup.table.weight.detach().numpy()), WEIGHTS / "fast.safetensors")


def start_table(tokenizer: Tokenizer, texts: Sequence[str], student: Path) -> Tensor:
    """The student's vector of each piece alone, times a / (a + its frequency)."""
    size = tokenizer.get_vocab_size()
    words = [tokenizer.id_to_token(i).replace("\u2581", " ").strip() or "." for i in range(size)]
    vectors = load_encoder(str(student), []).encode(words)
    counts = np.ones(size)
    for encoding in tokenizer.encode_batch(list(texts)):
        np.add.at(counts, encoding.ids, 1)
    weights = _COMMON / (_COMMON + counts / counts.sum())
    return torch.from_numpy((vectors * weights[:, None]).astype(np.float32))


def learn(lookup: Lookup, batches: Batches, targets: Tensor, options: argparse.Namespace) -> None:
    """Adam down a straight line to nothing."""
    optimiser = torch.optim.Adam(lookup.parameters(), lr=options.rate)
    started = time.monotonic()
    for step in range(options.steps):
        optimiser.param_groups[0]["lr"] = options.rate * (1 - step / options.steps)
        loss = batch_loss(lookup, batches.draw(step), targets, options)
        optimiser.zero_grad()
        loss.backward()
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
    parser.add_argument("--student", type=Path, required=True, help="the multilingual folder")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--use-all-asks", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--vocabulary", type=int, default=32000)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--ranking", type=float, default=0.1)
    parser.add_argument("--contrast", type=float, default=0.3)
    parser.add_argument("--ask-pull", type=float, default=0.5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
