"""Only web addresses become links."""

from pathlib import Path

from pipeline.settings import Settings
from store.files.home import Home
from store.write.writer import open_writer
from tests.builders import ask, conversation, merge, save_themes
from tests.dashboard.driving import Show, sent, texts
from tests.dashboard.workspace import PUBLISHED


def test_only_web_addresses_become_links(show: Show, tmp_path: Path) -> None:
    home = Home.from_path(tmp_path / "home")
    urls = ("javascript:alert(1)", "data:text/html,x", "//evil.example/x", "https://desk.example/4")
    merge(home, [conversation(f"c{n}", url=url) for n, url in enumerate(urls)])
    with open_writer(home, "test", PUBLISHED) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, [ask(f"a{n}", f"c{n}") for n in range(len(urls))], 1)
    save_themes(home, {"t-1": ["a0", "a1", "a2", "a3"]})
    app = show(Settings(home=home.path), theme="t-1")
    buttons = [content for kind, content in sent(app) if kind == "link_button"]
    assert len(buttons) == 1
    assert "https://desk.example/4" in buttons[0]


def test_an_excluded_ask_says_why(show: Show, settings: Settings) -> None:
    assert "Excluded: bare thanks" in texts(show(settings, asks="excluded"))


def test_a_period_without_asks_says_so(show: Show, settings: Settings) -> None:
    assert "None in this period." in texts(show(settings, asks="themed", period="2020"))
