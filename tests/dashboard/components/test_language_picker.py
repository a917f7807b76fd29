"""Labels are shown in the reader's language."""

from pipeline.settings import Settings
from tests.dashboard.driving import Show, texts


def test_labels_are_shown_in_the_language_of_the_address(
    show: Show, in_two_languages: Settings
) -> None:
    assert "Где ссылка?" in texts(show(in_two_languages))
    english = texts(show(in_two_languages, lang="en"))
    assert "Where is the link?" in english
    assert "Где ссылка?" not in english
    assert "Where is the link?" in texts(show(in_two_languages, theme="t-1", lang="en"))
