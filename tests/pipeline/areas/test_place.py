"""Themes go under the product's areas by meaning, by what people say, or nowhere."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from pipeline.areas.tree import save_tree
from pipeline.themes.decide import set_fact
from tests.pipeline.identity import Workspace, asks_about

TREE = """
[[area]]
name = "Webinars"
names = { ru = "Вебинары" }
team = "Learning"
examples = ["Where is the link to the webinar?", "Где ссылка на вебинар?"]
[[area]]
name = "Money"
team = "Billing"
examples = ["I want a refund for the course", "Верните деньги за курс"]
[[area]]
name = "Hiring"
about = "Jobs and interviews"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    slugs = ("webinar_link", "dark_theme", "refund_course")
    workspace = Workspace.at(tmp_path, asks_about(slugs, 20))
    (tmp_path / "areas.toml").write_text(TREE)
    save_tree(workspace.settings, tmp_path / "areas.toml")
    return workspace


def read_members(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    return {area.label: area.theme_ids for area in workspace.ranking().areas}


@pytest.mark.parametrize("regroup", [False, True])
def test_themes_go_where_they_are_nearest(workspace: Workspace, regroup: bool) -> None:
    workspace.group(regroup)
    webinar, dark, refund = (
        workspace.read_theme_by_ask(f"{slug}-00")
        for slug in ("webinar_link", "dark_theme", "refund_course")
    )
    placed = read_members(workspace)
    assert webinar in placed["Webinars"]
    assert refund in placed["Money"]
    assert not any(dark in themes for themes in placed.values())
    assert "Hiring" not in placed
    assert {area.localise("ru").label for area in workspace.ranking().areas} == {
        "Вебинары",
        "Money",
    }


def test_people_have_the_last_word(workspace: Workspace) -> None:
    workspace.group(regroup=False)
    dark = workspace.read_theme_by_ask("dark_theme-00")
    set_fact(workspace.settings, dark, "area", "webinars", "olena", workspace.now)
    assert dark in read_members(workspace)["Webinars"]
    workspace.group()
    assert dark in read_members(workspace)["Webinars"]


def test_a_file_spoilt_by_hand_is_told_before_any_work(workspace: Workspace) -> None:
    (workspace.settings.home / "areas.toml").write_text("[[area]")
    with pytest.raises(BadInput, match=r"areas\.toml is not TOML"):
        workspace.group()
