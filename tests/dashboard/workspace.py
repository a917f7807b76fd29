"""A small online school's workspace: twelve themes, three languages, eight weeks, hostile words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from domain.asks import Ask
from domain.conversations import Conversation, Customer
from domain.themes import Assignment, Theme
from store.files.home import Home
from store.write.theme_tables import GroupingRun
from store.write.writer import open_writer
from tests.builders import ask, conversation, days, merge

FIRST = datetime(2026, 1, 7, 8, tzinfo=UTC)
"""A Wednesday: the data begin inside a week."""
DAYS = 56
PUBLISHED = datetime(2026, 3, 4, 12, tzinfo=UTC)
ZONE = "Europe/Kyiv"
HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) $$a^2$$ :red[warm] :smile: **b**"
HOSTILE_LABEL = "Pasted code <img src=x onerror=alert(1)> [x](javascript:alert(1)) $$y$$ :red[z]"


@dataclass(frozen=True)
class Planted:
    """A theme as it was planted."""

    id: str
    label: str
    keywords: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    """(language, text)."""
    conversations: int


THEMES = (
    Planted(
        "t-0a1b2c3d",
        "Не приходит ссылка на вебинар после регистрации",
        ("ссылка", "вебинар", "регистрация"),
        (
            ("ru", "Здравствуйте, не могу найти ссылку на вебинар, где она?"),
            ("uk", "Доброго дня, не можу знайти посилання на вебінар, де воно?"),
            ("en", "I registered but I can't find the link to the webinar"),
        ),
        118,
    ),
    Planted(
        "t-1a1b2c3d",
        "Double charge on the card",
        ("charge", "twice", "card"),
        (
            ("en", "I was charged twice for the same month, please refund one payment"),
            ("ru", "С карты списали деньги два раза, верните одно списание"),
            ("uk", "З картки двічі списали гроші, поверніть один платіж"),
        ),
        84,
    ),
    Planted(
        "t-2a1b2c3d",
        "Как перенести оплаченный курс на другую дату, если в личном кабинете школы кнопка "
        "переноса не активна и поддержка просит подождать",
        ("перенести", "курс", "дата"),
        (
            ("ru", "Можно ли перенести оплаченный курс на следующий месяц?"),
            ("uk", "Чи можна перенести оплачений курс на інший місяць?"),
        ),
        61,
    ),
    Planted(
        "t-3a1b2c3d",
        "App crashes when a video is opened",
        ("crash", "video", "app"),
        (
            ("en", "The app crashes every time I open a video lesson on my phone"),
            ("ru", "Приложение вылетает, когда открываю видео урок"),
        ),
        47,
    ),
    Planted(
        "t-4a1b2c3d",
        "Не працює вхід через Google",
        ("вхід", "google", "пароль"),
        (
            ("uk", "Не можу увійти через Google, пише помилку"),
            ("en", "Sign in with Google shows an error"),
        ),
        39,
    ),
    Planted(
        "t-5a1b2c3d",
        "Dark theme, please",
        ("dark", "theme"),
        (("en", "Please add a dark theme, my eyes hurt in the evening"),),
        26,
    ),
    Planted(
        "t-6a1b2c3d",
        "Сертификат об окончании курса",
        ("сертификат", "курс"),
        (
            ("ru", "Где скачать сертификат об окончании курса?"),
            ("uk", "Де завантажити сертифікат про закінчення курсу?"),
        ),
        22,
    ),
    Planted(
        "t-7a1b2c3d",
        HOSTILE_LABEL,
        ("<b>", "[x](y)"),
        (("en", HOSTILE),),
        12,
    ),
    Planted(
        "t-8a1b2c3d",
        "Invoice for a company",
        ("invoice", "company"),
        (("en", "I need an invoice with our company's tax number"),),
        11,
    ),
    Planted(
        "t-9a1b2c3d",
        "Хвалять вчительку",
        ("дякую", "вчителька"),
        (("uk", "Вчителька просто чудова, найкращий курс у моєму житті"),),
        9,
    ),
    Planted(
        "t-aa1b2c3d",
        "Субтитры к урокам",
        ("субтитры",),
        (("ru", "Добавьте, пожалуйста, субтитры к урокам, я плохо слышу"),),
        7,
    ),
    Planted(
        "t-ba1b2c3d",
        "Export of homework",
        ("export", "homework"),
        (("en", "How do I export my homework to PDF?"),),
        3,
    ),
)
_CHANNELS = ("chat", "email", "telegram", None)
_UNTHEMED = 40
_EXCLUDED = 31


def build(home: Home, themes: tuple[Planted, ...] = THEMES) -> None:
    """Write it; with no themes, the asks alone."""
    told = list(_conversations())
    merge(home, [record for record, _ in told], PUBLISHED)
    asks = [one for _, said in told for one in said]
    with open_writer(home, "test", PUBLISHED) as writer:
        for batch in writer.read_pending(1):
            writer.save_asks(batch, asks, 1)
    if themes:
        _group(home, asks, themes)


def _conversations() -> Iterator[tuple[Conversation, list[Ask]]]:
    for place, theme in enumerate(THEMES):
        for turn in range(theme.conversations):
            yield _conversation(theme, place, turn)
    for turn in range(_UNTHEMED):
        yield _told(f"u-{turn}", turn * 5, ("en", f"Something else entirely, number {turn}"))
    for turn in range(_EXCLUDED):
        yield _told(f"x-{turn}", turn * 4, ("uk", "Дякую!"), excluded="thanks")


def _conversation(theme: Planted, place: int, turn: int) -> tuple[Conversation, list[Ask]]:
    said = theme.texts[turn % len(theme.texts)]
    return _told(
        f"{theme.id[2:]}-{turn}", turn * (place * 2 + 1) + place, said, again=turn % 9 == 0
    )


def _told(
    key: str, offset: int, said: tuple[str, str], again: bool = False, excluded: str | None = None
) -> tuple[Conversation, list[Ask]]:
    at = FIRST + days(offset % DAYS) + timedelta(minutes=37 * (offset % 17))
    language, text = said
    heard = "" if excluded else text
    asks = [
        ask(f"a-{key}", key, text, clean_text=heard, language=language, at=at, excluded=excluded)
    ]
    if again:  # the same customer asks again in the same conversation: it still counts once
        later = at + timedelta(minutes=9)
        asks.append(ask(f"b-{key}", key, text, clean_text=heard, language=language, at=later))
    who = Customer(id=f"hash-of-{offset % 90}-{language}")
    channel = _CHANNELS[offset % len(_CHANNELS)]
    return conversation(key, channel=channel, created_at=at, customer=who), asks


def _quotes(asks: list[Ask], members: list[str]) -> tuple[str, ...]:
    """One ask of each text, three at most."""
    inside = set(members)
    return tuple({one.text: one.id for one in asks if one.id in inside}.values())[:3]


def _group(home: Home, asks: list[Ask], themes: tuple[Planted, ...]) -> None:
    members = {
        theme.id: [one.id for one in asks if one.id[2:10] == theme.id[2:]] for theme in themes
    }
    told = [
        Theme(
            theme.id,
            theme.label,
            theme.keywords,
            _quotes(asks, members[theme.id]),
            min_similarity=0.3,
            centroid=np.ones(2, np.float32),
        )
        for theme in themes
    ]
    assigned = [Assignment(one, theme, 0.5) for theme, ones in members.items() for one in ones]
    run = GroupingRun("multilingual", "f" * 64, {}, {"mean": np.zeros(2, np.float32)})
    with open_writer(home, "test", PUBLISHED) as writer:
        writer.save_grouping(run, told, assigned, [])
