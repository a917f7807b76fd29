"""Settings: what the environment may say, what is refused, and that README lists every one."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from domain.errors import BadInput
from domain.themes import LifecycleThresholds
from ingest.pulling.tools import TOOLS
from pipeline.settings import Settings, load_settings

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"EARSHOT_{name.upper()}", raising=False)


def rows() -> dict[str, str]:
    """Setting -> default, as the table under "Settings" says."""
    text = README.read_text(encoding="utf-8").split("## Settings\n", 1)[1].split("\n## ", 1)[0]
    cells = [line.split("|")[1:3] for line in text.splitlines() if line.startswith("| `EARSHOT_")]
    return {
        name: default.strip().strip("`")
        for names, default in cells
        for name in re.findall(r"`(EARSHOT_\w+)`", names)
    }


def test_readme_has_a_row_for_every_setting_and_no_other() -> None:
    fields = {f"EARSHOT_{name.upper()}" for name in Settings.model_fields}
    assert set(rows()) == fields | {tool.token for tool in TOOLS.values()}


def test_the_defaults_in_readme_are_those_of_the_code() -> None:
    told = rows()
    for name, field in Settings.model_fields.items():
        default = told[f"EARSHOT_{name.upper()}"]
        if isinstance(field.default, float):
            assert float(default) == field.default
        elif name == "secrets":
            assert default == "beside the home"
        else:
            assert default == ("" if field.default is None else str(field.default))


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path))
    monkeypatch.setenv("EARSHOT_WEEK_START", "sunday")
    monkeypatch.setenv("EARSHOT_LANGUAGES", " RU, en ")
    monkeypatch.setenv("EARSHOT_ATTRIBUTES", "seats, tier")
    monkeypatch.setenv("EARSHOT_RETIRE_DAYS", "100")
    monkeypatch.setenv("EARSHOT_NAMER_KEY", "very secret")
    settings = load_settings()
    assert settings.store.path == tmp_path
    assert settings.week_start_number == 6
    assert settings.spoken_languages == ("ru", "en")
    assert settings.kept_attributes == ("seats", "tier")
    assert settings.patience == LifecycleThresholds(28, 45, 100)
    assert settings.namer_key == SecretStr("very secret")
    assert "very secret" not in repr(settings)


def test_the_named_folder_of_models_comes_before_the_workspace_s(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", models=tmp_path / "models")
    assert settings.models_dirs[:2] == (tmp_path / "models", settings.store.models)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIMEZONE", "Europe/Nowhere"),
        ("WEEK_START", "someday"),
        ("LANGUAGES", "ru"),
        ("LANGUAGES", "ru,xx"),
        ("AGEING_DAYS", "0"),
        ("DETAIL", "finest"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"EARSHOT_{name}", value)
    with pytest.raises(BadInput, match=f"EARSHOT_{name} is wrong"):
        load_settings()
