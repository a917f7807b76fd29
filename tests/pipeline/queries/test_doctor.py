"""What the doctor finds, and what it advises."""

from pathlib import Path

import pytest

from clustering.encoder.defaults import default_models_dir
from clustering.encoder.engine import EngineMeasurement, build_fingerprint
from clustering.encoder.registry import compute_fingerprint, locate_model
from pipeline.queries import doctor
from pipeline.queries.doctor import list_models, run_checks
from pipeline.settings import Settings
from store.files.home import Home
from store.files.lock import hold_writer_lock
from tests.builders import NOW, ask, home_at, save_asks, save_themes


def checks_of(settings: Settings) -> dict[str, tuple[str, str]]:
    return {check.name: (check.status, check.advice) for check in run_checks(settings, NOW)}


def test_an_empty_workspace_lacks_only_a_first_import(tmp_path: Path) -> None:
    told = checks_of(Settings(home=tmp_path / "home", model="fast"))
    assert {name for name, (status, _) in told.items() if status == "error"} == set()
    assert told["snapshot"][0] == "warning"
    assert "earshot ingest" in told["snapshot"][1]


def test_another_build_of_the_model_asks_for_a_grouping(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1")])
    settings = Settings(home=home.path, model="fast")
    assert checks_of(settings)["themes"] == ("warning", "Run: earshot themes")
    save_themes(home, {"t-1": ["a1"]})
    assert checks_of(settings)["themes"][0] == "warning"


def test_a_key_that_others_can_read_is_an_error(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", model="fast")
    settings.store.load_key()
    assert checks_of(settings)["key"][0] == "ok"
    (settings.store.secrets / "key").chmod(0o644)
    assert checks_of(settings)["key"][0] == "error"


def test_only_who_holds_the_lock_is_writing(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", model="fast")
    settings.store.create()

    def find_writing() -> str:
        (found,) = [check.found for check in run_checks(settings, NOW) if check.name == "writer"]
        return found

    with hold_writer_lock(settings.store.lock, "ingest", NOW, 0):
        named = settings.store.lock.read_text()
        assert "'ingest'" in find_writing()
    settings.store.lock.write_text(named)  # as a killed writer leaves it
    assert find_writing() == "nobody is writing"


def test_a_chosen_model_that_is_not_ours_is_listed_too(tmp_path: Path) -> None:
    states = list_models(Settings(home=tmp_path / "home", model=str(tmp_path / "none")))
    (chosen,) = [state for state in states if state.chosen]
    assert (chosen.name, chosen.path) == (str(tmp_path / "none"), None)


def test_what_others_may_use_is_told(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", model="fast")
    settings.store.create()
    assert checks_of(settings)["permissions"][0] == "ok"
    settings.home.chmod(0o755)
    settings.store.snapshots.chmod(0o755)
    (told,) = [check for check in run_checks(settings, NOW) if check.name == "permissions"]
    assert told.status == "warning"
    assert told.found == f"others may use {settings.home} and 1 more"
    assert "chmod -R go-rwx" in told.advice


def find_faults(home: Home) -> list[tuple[str, str]]:
    checks = run_checks(Settings(home=home.path, model="fast"), NOW)
    return [(check.name, check.found) for check in checks if check.status == "error"]


def test_what_does_not_go_with_the_store_is_told(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1")])
    assert find_faults(home) == []
    key = home.key.read_bytes()
    home.key.write_bytes(b"ab" * 32)
    assert [name for name, _ in find_faults(home)] == ["store"]
    home.key.unlink()
    assert "key" in [name for name, _ in find_faults(home)]
    assert not home.key.exists()
    home.key.write_bytes(key)
    (home.secrets / "forgotten").write_text("conversation 12\n")
    assert find_faults(home) == [("store", "1 lines of the tombstones are damaged")]


@pytest.mark.parametrize("content", [None, b"", b"no database", b"\0" * 20_000])
def test_a_damaged_or_missing_store_is_told(tmp_path: Path, content: bytes | None) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1")])
    home.live.unlink()
    if content is not None:
        home.live.write_bytes(content)
    assert [name for name, _ in find_faults(home)] == ["store"]


def test_a_damaged_snapshot_is_told(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1")])
    for path in home.snapshots.glob("themes-*"):
        path.unlink()
    assert find_faults(home) == [("snapshot", "it cannot be read")]


def test_the_engine_is_named_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_engine(**more: str) -> str:
        settings = Settings(home=tmp_path / "home", **more)  # type: ignore[arg-type]
        (found,) = [one.found for one in run_checks(settings, NOW) if one.name == "engine"]
        return found

    assert find_engine(engine="torch", model="english").startswith("torch, as EARSHOT_ENGINE says")
    assert find_engine(model="fast").startswith("nothing to choose")
    monkeypatch.setattr(doctor, "find_measurement", lambda *_: None)
    assert "by the flags of" in find_engine(model="english")
    measured = EngineMeasurement(100, 300, 0.9999, 0.999)
    monkeypatch.setattr(doctor, "find_measurement", lambda *_: measured)
    assert find_engine(model="english").startswith("torch-bf16, measured on")
    assert "100 texts a second in 32-bit floats, 300 in bfloat16" in find_engine(model="english")


def test_a_grouping_by_another_engine_is_told_and_is_no_fault(tmp_path: Path) -> None:
    folder = locate_model("english", [default_models_dir()])
    assert folder is not None
    run = {
        "run_at": NOW,
        "model": "english",
        "fingerprint": build_fingerprint(compute_fingerprint(folder), "torch-bf16"),
    }
    settings = Settings(home=tmp_path / "home", model="english", engine="torch")
    told = doctor._check_grouping(settings, run)
    assert told.status == "ok"
    assert "vectors of the engine torch-bf16; new ones are of torch" in told.found
    same = settings.model_copy(update={"engine": "torch-bf16"})
    assert "engine" not in doctor._check_grouping(same, run).found
