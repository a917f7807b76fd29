"""A workspace is looked at as a whole; a repair loses nothing, and does not publish what is off."""

import shutil
from pathlib import Path

import pytest

from domain.errors import StoreBusy
from pipeline.settings import Settings
from pipeline.themes.decide import rename_theme
from pipeline.upkeep.check import CheckResult, check_workspace, repair_workspace
from store.files.home import Home
from store.files.lock import hold_writer_lock
from store.files.snapshots import PARTS, read_manifest
from store.write.writer import open_writer
from tests.builders import NOW
from tests.pipeline.identity import Workspace
from tests.store.check.conftest import change_live, change_part, flip
from tests.store.migrations.saved_homes import list_schemas, unpack_home


def list_off(result: CheckResult) -> set[str]:
    return {one.slug for one in result.off}


def read_files(home: Home) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for folder in (home.path, home.secrets)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def settings(space: Workspace) -> Settings:
    return space.settings.model_copy(update={"wait": 0.2})


def test_a_grouped_workspace_is_well_and_nothing_is_changed(settings: Settings) -> None:
    before = read_files(settings.store)
    result = check_workspace(settings, NOW)
    assert not result.off
    assert not result.skipped
    assert read_files(settings.store) == before


def test_a_workspace_that_is_not_there_is_well_and_is_not_made(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "none", model="fast")
    assert not check_workspace(settings, NOW).off
    assert not repair_workspace(settings, NOW).off
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("schema", list_schemas())
def test_a_workspace_of_an_earlier_version_is_well_before_and_after_its_next_writing(
    tmp_path: Path, schema: int
) -> None:
    settings = Settings(home=unpack_home(schema, tmp_path), model="fast")
    for path in (settings.home, settings.store.secrets, *settings.store.secrets.iterdir()):
        path.chmod(path.stat().st_mode & 0o700)
    assert list_off(check_workspace(settings, NOW)) == set()
    with open_writer(settings.store, "test", NOW) as writer:
        writer.republish()
    result = check_workspace(settings, NOW)
    assert (result.off, result.skipped) == ((), ())


def test_what_is_published_is_looked_at_while_a_writer_is_at_work(settings: Settings) -> None:
    manifest = read_manifest(settings.store.current)
    assert manifest is not None
    change_part(settings.store, manifest.parts["counted"], "DELETE FROM asks")
    with hold_writer_lock(settings.store.lock, "another", NOW, 0):
        result = check_workspace(settings, NOW)
        assert {"a writer is at work" in one.found for one in result.skipped} == {True}
        assert list_off(result) == {"counted", "snapshot-digests"}
        with pytest.raises(StoreBusy):
            repair_workspace(settings, NOW)


def test_a_writer_may_work_again_after_a_look(settings: Settings) -> None:
    check_workspace(settings, NOW)
    with open_writer(settings.store, "test", NOW, wait=0):
        pass


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("damage", ["flipped", "missing"])
def test_a_damaged_part_is_published_anew(settings: Settings, part: str, damage: str) -> None:
    manifest = read_manifest(settings.store.current)
    assert manifest is not None
    path = settings.store.snapshots / manifest.parts[part]
    flip(path, 0.0) if damage == "flipped" else path.unlink()
    assert list_off(check_workspace(settings, NOW))
    result = repair_workspace(settings, NOW)
    assert "published every part anew from the live store" in result.repaired
    assert list_off(result) <= {"older-snapshots"}  # goes when newer ones are published


@pytest.mark.parametrize("content", [b"", b"{", None])
def test_the_manifest_is_put_back_from_its_copy(settings: Settings, content: bytes | None) -> None:
    before = read_manifest(settings.store.current)
    settings.store.current.unlink()
    if content is not None:
        settings.store.current.write_bytes(content)
    assert list_off(check_workspace(settings, NOW)) == {"manifest"}
    result = repair_workspace(settings, NOW)
    assert "put the manifest `current` back from its copy" in result.repaired
    assert result.off == ()
    after = read_manifest(settings.store.current)
    assert before is not None
    assert after is not None
    assert after.revision >= before.revision


def test_damaged_vectors_are_dropped_and_the_others_stay(settings: Settings) -> None:
    segments = sorted(settings.store.vectors.glob("*/*.keys.npy"))
    copy = segments[0].with_name("999999-1.keys.npy")
    copy.write_bytes(b"x")
    assert list_off(check_workspace(settings, NOW)) == {"vectors"}
    assert repair_workspace(settings, NOW).off == ()
    assert sorted(settings.store.vectors.glob("*/*.keys.npy")) == segments


def test_what_is_off_in_the_live_store_is_not_published(settings: Settings) -> None:
    change_live(settings.store, "INSERT INTO asks SELECT * FROM asks LIMIT 1")
    before = settings.store.current.read_bytes()
    result = repair_workspace(settings, NOW)
    assert "ask-ids" in list_off(result)
    assert settings.store.current.read_bytes() == before


def test_an_older_live_store_is_never_published_over_newer_data(
    settings: Settings, tmp_path: Path
) -> None:
    shutil.copy(settings.store.live, tmp_path / "backup")
    theme = next(iter(Workspace(settings).counts()))
    rename_theme(settings, theme, "New", "Ann", NOW)
    shutil.copy(tmp_path / "backup", settings.store.live)
    before = settings.store.current.read_bytes()
    assert list_off(check_workspace(settings, NOW)) == {"revision-behind"}
    assert list_off(repair_workspace(settings, NOW)) == {"revision-behind"}
    assert settings.store.current.read_bytes() == before


def test_a_missing_or_damaged_live_store_is_left_alone(settings: Settings) -> None:
    flip(settings.store.live, 0.0)
    damaged = settings.store.live.read_bytes()
    assert list_off(repair_workspace(settings, NOW)) == {"live-readable"}
    assert settings.store.live.read_bytes() == damaged
    settings.store.live.unlink()
    assert list_off(repair_workspace(settings, NOW)) == {"live"}
    assert not settings.store.live.exists()


def test_a_missing_key_is_not_made_anew(settings: Settings) -> None:
    (settings.store.secrets / "key").unlink()
    assert list_off(repair_workspace(settings, NOW)) == {"key"}
    assert not (settings.store.secrets / "key").exists()
