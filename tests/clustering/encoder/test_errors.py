"""Each error says what happened and what to do, and the interfaces know its family."""

import pytest

from clustering.encoder import errors
from domain.errors import ModelMissing


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.UnknownModelError("klingon", ("fast",)), ("'klingon'", "Ours are: fast")),
        (errors.ModelNotReadyError("fast"), ("prepare --models fast",)),
        (errors.WheelNotFetchedError("toy==1.0", "no route."), ("toy==1.0", "PIP_INDEX_URL")),
        (errors.WeightsDamagedError("a file", "aa", "bb"), ("sha256 bb, not aa", "pip cache")),
        (errors.WeightsFormatError("it is short"), ("it is short",)),
        (errors.ModelNotLoadedError("folder", "no."), ("'folder'", "Hugging Face")),
    ],
)
def test_an_error_says_what_happened_and_what_to_do(
    error: errors.EncoderError, words: tuple[str, ...]
) -> None:
    assert isinstance(error, ModelMissing)
    assert all(word in str(error) for word in words)
