"""The language model, loaded once in a process, for the pages that need it."""

from collections.abc import Callable

import streamlit as st

from pipeline.queries.search import TextModel
from pipeline.settings import Settings
from pipeline.themes.embed import open_encoder


def make_encoder_opener(settings: Settings) -> Callable[[str], TextModel]:
    """What opens a model by its name, or gives the one that is open."""
    folders = tuple(map(str, settings.models_dirs))
    return lambda name: _open_cached_encoder(name, folders, settings)


@st.cache_resource(show_spinner=False)
def _open_cached_encoder(
    name: str,
    folders: tuple[str, ...],  # noqa: ARG001 - a part of the key
    _settings: Settings,
) -> TextModel:
    """Loaded once in a process, for everybody."""
    return open_encoder(_settings, name)
