"""The embedding model for the pages that need it, loaded once in a process."""

from collections.abc import Callable

import streamlit as st

from pipeline.queries.search import TextModel
from pipeline.settings import Settings
from pipeline.themes.embed import open_encoder


def make_encoder_opener(settings: Settings) -> Callable[[str], TextModel]:
    """A function from the name of a model to the model, from the cache where it is loaded."""
    folders = tuple(map(str, settings.models_dirs))
    return lambda name: _open_cached_encoder(name, settings.engine, folders, settings)


@st.cache_resource(show_spinner=False)
def _open_cached_encoder(
    name: str,
    engine: str,  # noqa: ARG001 - part of the cache key
    folders: tuple[str, ...],  # noqa: ARG001 - the same
    _settings: Settings,
) -> TextModel:
    """The model, loaded once in a process and shared by all sessions."""
    return open_encoder(_settings, name)
