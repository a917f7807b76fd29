"""WhatsApp: dates as phones of many countries write them."""

from pathlib import Path

import pytest

from ingest.open import read
from tests.ingest.builders import items
from tests.ingest.readers.builders import minutes, read_content, sample, story

DATES = [
    "[03.02.26, 14:05:12] Anna: {}",
    "\u200e[03.02.2026, 14:05:12] Anna: {}",
    "03.02.2026, 14:05 - Anna: {}",
    "03.02.26 14:05 - Anna: {}",
    "03/02/2026, 14:05 - Anna: {}",
    "03/02/2026 14:05 - Anna: {}",
    "2/3/26, 2:05 PM - Anna: {}",
    "2/3/26, 2:05\u202fPM - Anna: {}",
    "[2/3/26, 2:05:12\u202fPM] Anna: {}",
    "03/02/26, 2:05 p. m. - Anna: {}",
    "2026-02-03, 14:05 - Anna: {}",
    "[2026-02-03 14:05:12] Anna: {}",
    "2026/02/03, 14:05 - Anna: {}",
    "03-02-2026 14:05 - Anna: {}",
    "03.02.2026 в 14:05 - Anna: {}",
    "03.02.26, 14.05 - Anna: {}",
]


def test_the_name_of_a_whatsapp_export_is_the_customers() -> None:
    (conversation,), rejected = sample("Чат WhatsApp із Оля.txt", timezone="Europe/Kyiv")
    assert story(conversation) == [
        ("customer", "Добрий день! Не приходить код\nвже годину чекаю"),
        ("agent", "Перевірте спам"),
        ("customer", ""),
        ("customer", ""),
        ("customer", "там порожньо"),
    ]
    assert (minutes(conversation)[0], conversation.source, rejected) == ("03 12:05", "whatsapp", [])


@pytest.mark.parametrize("line", DATES)
def test_whatsapp_dates_of_many_phones(tmp_path: Path, line: str) -> None:
    later = line.replace("03", "14", 1) if line[0] != "2" and "2/3" not in line else None
    path = tmp_path / "_chat.txt"
    chat = line.format("Where is: the link?") + "\n"
    path.write_text(chat + (later.format("Still nothing") + "\n" if later else ""))
    conversations, _ = items(read(path))
    first = conversations[0]
    assert story(first)[0] == ("customer", "Where is: the link?")
    assert minutes(first)[0] == "03 14:05"


def test_a_day_is_told_from_a_month_by_the_order_of_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text("".join(f"{day}, 10:00 - Anna: text {day}\n" for day in ("1/9/26", "1/10/26",
                                                                            "2/1/26")))  # fmt: skip
    conversations, _ = items(read(path))
    assert [one.created_at and one.created_at.strftime("%m-%d") for one in conversations] == [
        "01-09", "02-01"]  # fmt: skip


def test_an_iphones_notice_on_encryption_opens_no_talk(tmp_path: Path) -> None:
    chat = (
        "\u200e[31.01.2026, 21:05:10] Магазин: \u200eСообщения защищены сквозным шифрованием.\n"
        "[31.01.2026, 21:06:00] Оля: Где посылка?\n"
        "[31.01.2026, 21:07:00] Магазин: Едет\n"
        "[31.01.2026, 21:08:00] Оля: \u200eСообщение удалено.\n"
    )
    _, talks, _ = read_content(tmp_path, "_chat.txt", chat)
    assert story(talks[0]) == [
        ("customer", "Где посылка?"), ("agent", "Едет"), ("customer", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("opening", "later", "note"),
    [
        (
            "\u200f٢٥\u200f/٢\u200f/٢٠٢٦، ٢:٠٥ م - ",
            "٢٥\u200f/٢\u200f/٢٠٢٦، ٢:٠٦ م - ",
            "تم حذف هذه الرسالة",
        ),
        ("2026/2/25 下午2:05 - ", "2026/2/25 下午2:06 - ", "此訊息已刪除"),
        ("25/2/2026, 2:05 p. m. - ", "25/2/2026, 2:06 p. m. - ", "<Multimedia omitido>"),
        ("[25.02.26, 14:05:00] ", "[25.02.26, 14:06:00] ", "Bild weggelassen"),
        ("25/2/2569 14:05 - ", "25/2/2569 14:06 - ", "<Media omitted>"),
    ],
)
def test_chats_of_many_languages_are_read(
    opening: str, later: str, note: str, tmp_path: Path
) -> None:
    chat = f"{opening}Lee: 321\n{later}Lee: {note}\n{later}Shop: 123\n"
    source, talks, _ = read_content(tmp_path, "_chat.txt", chat, agents=["shop"])
    assert source == "whatsapp"
    assert story(talks[0]) == [("customer", "321"), ("customer", ""), ("agent", "123")]
    assert minutes(talks[0])[:2] == ["25 14:05", "25 14:06"]
