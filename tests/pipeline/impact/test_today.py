"""What waits is read from conversations in which the customer wrote last."""

from datetime import timedelta
from pathlib import Path

from domain.conversations import Agent, Customer
from pipeline.impact.today import read_today
from pipeline.settings import Settings
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, conversation, home_at, merge, message

LATE = MONDAY + timedelta(hours=5)


def build_settings(folder: Path) -> Settings:
    """Ten that were answered in half an hour, and some that wait since Monday morning."""
    home = home_at(folder)

    def answer(minutes: float = 30) -> object:
        at = MONDAY + timedelta(minutes=minutes)
        return message("In the e-mail", "m2", author="agent", agent=Agent("kim"), at=at)

    later = MONDAY + timedelta(minutes=1)
    waits: dict[str, dict[str, object]] = {
        "w-late": {"status": "open"},
        "w-closed": {"status": "Solved"},
        "w-again": {"customer": Customer(id="p1"), "created_at": later},
    }
    told = [conversation(f"c{n}", message("where"), answer()) for n in range(10)]  # type: ignore[arg-type]
    told += [
        conversation(name, message("where is it", at=later), **more) for name, more in waits.items()
    ]
    told.append(conversation("w-first", message("hm", at=MONDAY), answer(),  # type: ignore[arg-type]
                             customer=Customer(id="p1")))  # fmt: skip
    told.append(
        conversation("w-after", message("where"), answer(),  # type: ignore[arg-type]
                     message("it is urgent", "m3", at=MONDAY + timedelta(hours=4)))
    )  # fmt: skip
    merge(home, told)
    asks = [ask(f"a {one.key}", one.key) for one in told]
    with open_writer(home, "test", NOW) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, asks, 1)
    return Settings(home=folder / "home")


def test_what_waits_is_told_with_its_reasons(tmp_path: Path) -> None:
    today = read_today(build_settings(tmp_path), LATE)
    assert today.usual == timedelta(minutes=30)
    assert today.waiting == 3
    told = {one.conversation.conversation_id: one for one in today.asks}
    assert set(told) == {"w-late", "w-again", "w-after"}
    assert told["w-again"].reasons[-1] == "wrote before within 7 days"
    assert told["w-after"].reasons == ("waits longer than nine in ten do", "a deadline")
    assert [text for _, text in told["w-after"].conversation.unanswered] == ["it is urgent"]


def test_older_asks_are_left_out(tmp_path: Path) -> None:
    today = read_today(build_settings(tmp_path), LATE + timedelta(days=20), days=14)
    assert (today.waiting, today.asks) == (0, ())
