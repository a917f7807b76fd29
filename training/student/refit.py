"""Fits the head once more in closed form: `python -m training.student.refit`.

The contrast between asks pulls the head away from the teacher's finer English; a ridge regression
from the learnt states back to the teacher's vectors keeps what was learnt and gives English back.
"""

import argparse
import logging
import random
from pathlib import Path

import torch

from training.student.model import Student, fit_head
from training.student.train import SEED, load_corpora, make_targets, raw_e5

logger = logging.getLogger("training")
_TRIPLES = (900, 700, 1000, 3000)
"""How many of the asks, support messages, interface messages and English sentences are used."""


def main() -> None:
    """Read a checkpoint, refit its averaged head, write it beside."""
    options = _parse()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(options.threads)
    corpora, _, _ = load_corpora(options)
    targets = make_targets(corpora, options.cache, 0.0, options.teacher)
    student = Student(raw_e5(options.cache), options.rank)
    content = torch.load(options.checkpoint, weights_only=True)
    student.restore(content["average"])
    rng, offset, pairs = random.Random(SEED), 0, []
    for corpus, count in zip(corpora, _TRIPLES, strict=True):
        for row in rng.sample(range(len(corpus)), min(count, len(corpus))):
            chosen = [lang for lang in corpus[row].texts if lang == "en" or rng.random() < 0.5]
            pairs += [(corpus[row].texts[lang], offset + row) for lang in chosen]
        offset += len(corpus)
    with torch.no_grad():
        texts = [text for text, _ in pairs]
        parts = [student.pool_tokens(texts[i : i + 1024], 64) for i in range(0, len(texts), 1024)]
    wanted = targets[[row for _, row in pairs]].numpy()
    fit_head(student, torch.cat(parts).numpy(), wanted, ridge=0.03)
    torch.save({"average": student.get_trained(), "step": content["step"]}, options.to)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--parallel", type=Path, required=True, help="en_ru_uk.tsv.gz")
    parser.add_argument("--multidogo", type=Path)
    parser.add_argument("--wordnet", type=Path, help="Debian's wordnet-base archive")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--teacher", help="as in training.student.train")
    parser.add_argument("--use-all-asks", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rank", type=int, default=48)
    return parser.parse_args()


if __name__ == "__main__":
    main()
