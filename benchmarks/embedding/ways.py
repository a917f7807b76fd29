"""Other ways to run the same weights: what the product's engine is measured beside.

Each gets the product's own batches, by tokens and of like length, and both cores, so that they
differ in nothing but how a batch is computed. A way whose library or compiler is missing is left
out.
"""

import copy
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from clustering.encoder.batches import split_into_batches

Way = Callable[[Sequence[str]], NDArray[np.float32]]
_HINTS = {"openvino fp32": "f32", "openvino bf16": "bf16"}


def list_ways(plain: SentenceTransformer) -> Iterator[tuple[str, Way]]:
    """Name of each way that can run here, and a function from texts to (n, d) unit vectors.

    `plain` is the model as sentence-transformers loads it, and stays as it is.
    """
    yield "torch fp32", partial(_encode, plain, plain)
    autocast = partial(torch.autocast, "cpu", dtype=torch.bfloat16)
    yield "torch bf16 autocast", partial(_encode, plain, plain, around=autocast)
    yield "torch bf16 weights", partial(_encode, plain, _convert(plain, torch.bfloat16))
    quantized = copy.deepcopy(plain)
    quantized[0].model = torch.ao.quantization.quantize_dynamic(  # type: ignore[no-untyped-call]
        quantized[0].model, {torch.nn.Linear}, dtype=torch.qint8
    )
    yield "torch int8 dynamic", partial(_encode, plain, quantized)
    if shutil.which("g++"):
        compiled = _convert(plain, torch.bfloat16)
        _get_transformer(compiled).compile(dynamic=True)
        yield "torch.compile bf16", partial(_encode, plain, compiled)
    if find_spec("openvino"):
        for name, hint in _HINTS.items():
            yield name, partial(_encode, plain, _convert_to_openvino(plain, hint))


def _encode(
    plain: SentenceTransformer,
    model: torch.nn.Module,
    texts: Sequence[str],
    around: Callable[[], AbstractContextManager[Any]] = nullcontext,
) -> NDArray[np.float32]:
    """(n, d) unit vectors by `model`, of what `plain` makes of the texts."""
    tokens = plain.tokenizer(
        list(texts), truncation=True, max_length=plain.max_seq_length, return_attention_mask=False
    )["input_ids"]
    rows = np.zeros((len(texts), int(plain.get_embedding_dimension() or 0)), dtype=np.float32)
    with torch.inference_mode(), around():
        for chosen in split_into_batches(np.array([len(ids) for ids in tokens])):
            features = plain.preprocess([texts[row] for row in chosen])
            embedded = model(features)["sentence_embedding"].float()
            rows[chosen] = torch.nn.functional.normalize(embedded, dim=1).numpy()
    return rows


def _convert(model: SentenceTransformer, dtype: torch.dtype) -> SentenceTransformer:
    """A copy whose transformer computes in `dtype`; what comes after it does not."""
    narrow = copy.deepcopy(model)
    _get_transformer(narrow).to(dtype)
    narrow[0].register_forward_hook(_widen)
    return narrow


def _get_transformer(model: SentenceTransformer) -> torch.nn.Module:
    transformer: torch.nn.Module = model[0].model  # type: ignore[assignment]
    return transformer


def _widen(_module: object, _inputs: object, features: dict[str, Any]) -> dict[str, Any]:
    return {**features, "token_embeddings": features["token_embeddings"].float()}


def _convert_to_openvino(model: SentenceTransformer, hint: str) -> torch.nn.Module:
    """The model with its transformer run by OpenVINO."""
    import openvino

    inputs = tuple(torch.ones((2, 8), dtype=torch.long) for _ in range(2))
    core = openvino.Core()
    compiled = core.compile_model(
        openvino.convert_model(_OutputOnly(_get_transformer(model)), example_input=inputs),
        "CPU",
        {"INFERENCE_PRECISION_HINT": hint, "INFERENCE_NUM_THREADS": torch.get_num_threads()},
    )
    request = compiled.create_infer_request()
    return torch.nn.Sequential(_OpenVinoModule(request), *list(model)[1:])


class _OutputOnly(torch.nn.Module):
    """A transformer as a function of two tensors."""

    def __init__(self, transformer: torch.nn.Module) -> None:
        super().__init__()
        self._transformer = transformer

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """(b, t, d) outputs for (b, t) token numbers and their mask."""
        found: torch.Tensor = self._transformer(input_ids=ids, attention_mask=mask)[0]
        return found


class _OpenVinoModule(torch.nn.Module):
    """The first module of a sentence-transformers model, run by OpenVINO."""

    def __init__(self, request: Any) -> None:
        super().__init__()
        self._request = request

    def forward(self, features: dict[str, Any]) -> dict[str, Any]:
        """Adds `token_embeddings`."""
        given = [features["input_ids"].numpy(), features["attention_mask"].numpy()]
        found = torch.from_numpy(self._request.infer(given)[0])
        return {**features, "token_embeddings": found}
