"""Search by meaning: the model the asks were grouped with, opened by the caller."""

from pathlib import Path

from pipeline.queries.search import TextModel, search_asks
from pipeline.settings import Settings
from pipeline.themes.embed import open_encoder
from tests.builders import ask, home_at, save_asks

TEXTS = ("where is the webinar link", "please refund my payment", "the video has no sound")


def test_the_nearest_in_meaning_comes_first_and_the_model_can_be_kept(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask(f"a{n}", f"c{n}", text) for n, text in enumerate(TEXTS)])
    settings = Settings(home=home.path, model="fast")
    encoder, opened = open_encoder(settings), list[str]()

    def keep(name: str) -> TextModel:
        opened.append(name)
        return encoder

    told = search_asks(settings, "no audio in the video", 2, keep)
    assert opened == ["fast"]
    assert told.found[0].ask.id == "a2"
    assert told.found[0].score >= told.found[1].score
    assert len(told.found) == 2


def test_where_there_is_no_ask_nothing_is_found_and_no_model_is_opened(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1", excluded="spam", clean_text="")])
    settings = Settings(home=home.path, model=str(tmp_path / "no model"))
    assert search_asks(settings, "anything", 5).found == ()
