"""Themes: names by language, and values that load no numpy."""

import subprocess
import sys

from domain.themes import DEFAULT_LIFECYCLE_THRESHOLDS, Name, Theme, find_name


def test_a_name_is_found_by_its_language_only() -> None:
    names = (Name("ru", "Где ссылка?"), Name("en", "Where is the link?"))
    assert find_name(names, "en") == names[1]
    assert find_name(names, "uk") is None
    assert find_name(names, None) is None


def test_a_theme_is_live_active_and_overruled_by_nobody_at_first() -> None:
    theme = Theme("t-1", "Label", ("word",))
    assert (theme.is_live, theme.life.state, theme.overrule.pinned) == (True, "active", False)


def test_a_theme_ages_before_it_is_retired() -> None:
    told = DEFAULT_LIFECYCLE_THRESHOLDS
    assert told.emerging_days < told.ageing_days < told.retire_days


def test_naming_themes_loads_no_numpy() -> None:
    code = "import sys, domain.themes; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
