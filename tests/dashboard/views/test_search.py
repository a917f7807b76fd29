"""The search page shows its field first, and no ask before there is a query."""

from pipeline.settings import Settings
from tests.dashboard.driving import Show, texts


def test_without_a_query_only_the_field_is_shown(show: Show, settings: Settings) -> None:
    app = show(settings, view="search")
    assert [field.label for field in app.text_input] == ["What are you looking for?"]
    assert not any("nearest" in text for text in texts(app))


def test_a_query_that_is_typed_becomes_the_address(show: Show, settings: Settings) -> None:
    app = show(settings, view="search")
    app.text_input[0].set_value("  ")
    app.run()
    assert "q" not in app.query_params
    assert not any("nearest" in text for text in texts(app))
