"""The pieces of e5's vocabulary that the lookup student keeps, and their tokenizer."""

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tokenizers import Tokenizer

from training.data.corpora import Triple
from training.data.noise import roughen

_OURS = re.compile(r"^[\u2581 -~\u0400-\u045f\u0490\u0491‘’“”«»—–…№€₴₽°´`]+$")
_SPECIAL = ("<unk>",)


def collect_texts(corpora: Iterable[Sequence[Triple]], seed: int) -> list[str]:
    """Every text as written and once roughened: what the vocabulary is counted on."""
    rng = random.Random(seed)
    texts = []
    for corpus in corpora:
        for triple in corpus:
            for lang, text in triple.texts.items():
                texts += [text, roughen(text, lang, rng)]
    return texts


def prune(tokenizer_file: Path, texts: Sequence[str], size: int) -> Tokenizer:
    """A unigram tokenizer of `size` pieces: all single letters, then the most used of our
    languages, then the likeliest of the rest. A dropped piece falls apart into smaller ones."""
    content = json.loads(tokenizer_file.read_text(encoding="utf-8"))
    pieces: list[tuple[str, float]] = [tuple(piece) for piece in content["model"]["vocab"]]
    counts = _count(tokenizer_file, texts)
    kept = [piece for piece in pieces if _OURS.match(piece[0])]
    kept.sort(key=lambda piece: (len(piece[0]) > 1, -counts[piece[0]], -piece[1]))
    emoji = [piece for piece in pieces if counts[piece[0]] and not _OURS.match(piece[0])]
    chosen = {text for text, _ in kept[: size - len(emoji) - 1]} | {text for text, _ in emoji}
    chosen -= {"<s>", "</s>", "<pad>", "<unk>"}
    vocabulary = [("<unk>", 0.0), *((t, score) for t, score in pieces if t in chosen)]
    content["model"] |= {"vocab": vocabulary, "unk_id": 0}
    content |= {"post_processor": None, "added_tokens": [], "truncation": None, "padding": None}
    return Tokenizer.from_str(json.dumps(content))


def _count(tokenizer_file: Path, texts: Sequence[str]) -> Counter[str]:
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    counts: Counter[str] = Counter()
    for start in range(0, len(texts), 4096):
        for encoding in tokenizer.encode_batch(texts[start : start + 4096]):
            counts.update(encoding.tokens)
    return counts
