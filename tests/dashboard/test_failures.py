"""What fails unexpectedly is told plainly to the viewer, and to the log without its message."""

import logging
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.failures import make_plain_record
from pipeline.settings import Settings
from tests.browser import free_port, served
from tests.dashboard.driving import ROOT

_BROKEN = """
import sys, uvicorn
import dashboard.views.{view} as view
def fail(*_, **__): raise RuntimeError("secret words of a customer")
view.{function} = fail
uvicorn.run("dashboard.app:app", port=int(sys.argv[1]), log_level="warning")
"""


def broken(view: str, function: str, port: int) -> list[str]:
    return [sys.executable, "-c", _BROKEN.format(view=view, function=function), str(port)]


@pytest.mark.browser
@pytest.mark.parametrize("function", ["show_ranking", "change_address"])
def test_a_view_or_a_callback_that_fails_says_so_and_logs_its_place(
    page: Page, settings: Settings, tmp_path: Path, function: str
) -> None:
    port = free_port()
    environment = {"EARSHOT_HOME": str(settings.home), "PYTHONPATH": str(ROOT)}
    command = broken("ranking", function, port)
    with served(command, f"http://127.0.0.1:{port}/", environment, tmp_path) as url:
        page.goto(url)
        if function == "change_address":
            words = page.get_by_role("textbox", name="Filter themes")
            words.fill("link")
            words.press("Enter")
        expect(page.locator(".st-key-failure")).to_contain_text("Something unexpected happened.")
        shown = page.locator("body").inner_text()
    log = (tmp_path / "server.log").read_text()
    assert "secret" not in shown + log
    assert "Traceback" not in log
    assert log.count("RuntimeError at __main__:4 < ") == 1


def test_a_record_of_an_exception_names_type_and_place_alone() -> None:
    try:
        int("secret words")
    except ValueError:
        failed = sys.exc_info()
    place = (__file__, 1)
    record = make_plain_record("x", logging.ERROR, *place, "Failed: %s", ("it",), failed)
    assert record.getMessage().startswith(f"Failed: it: ValueError at {__name__}:")
    assert record.exc_info is None
    plain = make_plain_record("x", logging.ERROR, *place, "Failed: %s", ("it",), None)
    assert plain.getMessage() == "Failed: it"
