"""Sentiments are told of each theme's first ask in a conversation, without a model."""

from pathlib import Path

from pipeline.impact.sentiment import read_sentiments, tell_tones
from pipeline.settings import Settings
from store.read.reader import open_reader
from tests.builders import NOW, ask, home_at, save_asks, save_themes

ANGRY = "this is terrible, third letter, nobody answers me, horrible service"
GLAD = "thank you so much, it is wonderful, we love it"


def test_each_conversation_counts_once_by_its_first_words(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    asks = [ask(f"a{n:02}", f"c{n:02}", ANGRY if n < 9 else GLAD) for n in range(12)]
    asks.append(ask("b00", "c00", GLAD, part=1))  # a second ask of the first conversation
    save_asks(home, asks)
    save_themes(home, {"t-link": [one.id for one in asks]})
    settings = Settings(home=home.path)
    report = read_sentiments(settings, "all", NOW)
    (theme,) = report.themes
    assert theme.conversations == 12
    shares = {share.name: share.conversations for share in theme.shares}
    assert (shares["negative"], shares["positive"]) == (9, 3)
    assert report.labels == {"t-link": "Label of t-link"}
    assert read_sentiments(settings, "2020", NOW).themes == ()


def test_without_vectors_the_words_are_read(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1")])
    save_themes(home, {"t-link": ["a1"]})
    with open_reader(home) as reader:
        tones = tell_tones(Settings(home=home.path), reader, [ANGRY, GLAD])
        assert [tone.sentiment for tone in tones] == ["negative", "positive"]
        assert tell_tones(Settings(home=home.path), reader, []) == []
