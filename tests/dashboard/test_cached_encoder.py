"""A model is loaded once in a process, for each name and set of model folders."""

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from dashboard import cached_encoder
from pipeline.settings import Settings


def test_a_model_is_loaded_once_for_its_name_and_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    def load(settings: Settings, name: str) -> Any:
        loaded.append(name)
        return object()

    st.cache_resource.clear()
    monkeypatch.setattr(cached_encoder, "open_encoder", load)
    first = Settings(home=tmp_path / "first", models=tmp_path / "models")
    open_first = cached_encoder.make_encoder_opener(first)
    assert open_first("a") is open_first("a")
    assert open_first("a") is cached_encoder.make_encoder_opener(first)("a")
    open_first("b")
    assert loaded == ["a", "b"]
    st.cache_resource.clear()
