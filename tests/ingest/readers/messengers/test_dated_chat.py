"""Chats as text of programs other than WhatsApp."""

from pathlib import Path

import pytest

from ingest.open import read
from tests.ingest.builders import items, texts
from tests.ingest.readers.builders import minutes, read_content, story

TALK = [("customer", "Де мій заказ?"), ("agent", "Вже їде."), ("customer", "Дякую.")]


@pytest.mark.parametrize(
    "dated",
    ["12.03.2026 10:04 {}: {}", "2026-03-12 10:04:00 {}: {}", "12/03/2026, 10:04 {}: {}",
     "12.03.2026 10:04 AM {}: {}"],
)  # fmt: skip
@pytest.mark.parametrize("agents", [[], ["Школа"]])
def test_a_date_and_a_name_before_each_line_make_a_chat(
    dated: str, agents: list[str], tmp_path: Path
) -> None:
    names = {"customer": "Оля Кіт", "agent": "Школа"}
    chat = "\n".join(dated.format(names[author], text) for author, text in TALK)
    source, talks, rejected = read_content(tmp_path, "chat.txt", chat, agents=agents)
    assert (source, [story(one) for one in talks], rejected) == ("chat", [TALK], [])
    assert minutes(talks[0])[0] == "12 10:04"


def test_words_go_on_below_a_dated_line(tmp_path: Path) -> None:
    chat = "12.03.2026 10:04 Client: It broke\nagain\n12.03.2026 10:05 Agent: Which one?\n"
    _, talks, _ = read_content(tmp_path, "chat.txt", chat)
    assert story(talks[0])[0] == ("customer", "It broke\nagain")


def test_messages_that_begin_with_a_date_alone_are_no_chat(tmp_path: Path) -> None:
    path = tmp_path / "asks.txt"
    path.write_text("12.03.2026 I paid twice\nNo code\nNo letter\n")
    assert texts(items(read(path))[0]) == [["12.03.2026 I paid twice"], ["No code"], ["No letter"]]
