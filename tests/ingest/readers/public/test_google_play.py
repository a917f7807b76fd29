"""Google Play: an edited review keeps its id and its latest words."""

from pathlib import Path

from tests.ingest.readers.builders import minutes, read_content, sample, story


def test_a_google_play_review_keeps_its_identity_when_it_is_edited() -> None:
    (conversation,), rejected = sample("google_play.json")
    assert story(conversation) == [("customer", "Але вилітає на планшеті"), ("agent", "Виправимо")]
    assert (conversation.id, conversation.rating, conversation.subject) == ("gp:1", 3.0, "Кращий")
    assert [one.id for one in conversation.messages] == ["customer", "agent"]
    assert not rejected


def test_the_play_consoles_csv_is_reviews_as_last_edited(tmp_path: Path) -> None:
    rows = [
        "Package Name,Star Rating,Review Submit Millis Since Epoch,Review Title,Review Text,"
        "Review Last Update Millis Since Epoch,Developer Reply Text,"
        "Developer Reply Millis Since Epoch,Review Link",
        'app.lumo,1,1770116400000,Жах,"Не працює, вхід",1770202800000,Вибачте,1770289200000,'
        "https://play.google.com/console?reviewId=gp:A1&x=1",
        "app.lumo,5,1770116400000,,,1770116400000,,,",
    ]
    source, talks, rejected = read_content(
        tmp_path, "reviews_202602.csv", "\n".join(rows).encode("utf-16")
    )
    assert (source, len(talks), len(rejected)) == ("google_play", 1, 1)
    assert talks[0].id == "gp:A1"
    assert (talks[0].subject, talks[0].rating) == ("Жах", 1)
    assert story(talks[0]) == [("customer", "Не працює, вхід"), ("agent", "Вибачте")]
    assert minutes(talks[0])[0] == "04 11:00"
