"""The container becomes a folder under the names that BertModel gives its weights."""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from clustering.encoder.preparation.e5s1 import read_container
from clustering.encoder.preparation.unpack_e5 import build_bert_tensors, build_tokenizer, unpack_e5
from tests.clustering.encoder.preparation.builders import container_bytes


def test_tensors_have_the_names_and_shapes_of_bert() -> None:
    tensors = build_bert_tensors(read_container(container_bytes()))
    assert tensors["embeddings.word_embeddings.weight"].shape == (5, 32)
    assert tensors["embeddings.LayerNorm.bias"].shape == (32,)
    assert not tensors["pooler.dense.weight"].any()


def test_a_folder_has_weights_tokenizer_modules_and_the_prompt(tmp_path: Path) -> None:
    unpack_e5(container_bytes(), tmp_path)
    weights = load_file(tmp_path / "model.safetensors")
    np.testing.assert_array_equal(weights["embeddings.LayerNorm.bias"], np.arange(32))
    modules = json.loads((tmp_path / "modules.json").read_text())
    assert [module["path"] for module in modules] == ["", "1_Pooling", "2_Normalize"]
    config = json.loads((tmp_path / "config_sentence_transformers.json").read_text())
    assert config["prompts"] == {"query": "query: "}
    assert (tmp_path / "tokenizer.json").is_file()


def test_a_text_stands_between_its_marks_and_loses_control_characters() -> None:
    tokenizer = build_tokenizer(read_container(container_bytes()).pieces)
    assert tokenizer.encode(" up\u200b\x07  up ").tokens == ["<s>", "\u2581up", "\u2581up", "</s>"]
