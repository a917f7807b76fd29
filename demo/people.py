"""The people of the demo: customers who come back, and the agents who answer them."""

import random
from collections import defaultdict
from dataclasses import dataclass

from demo.scenario import RETURNING

FIRST_NAMES = {
    "ru": (
        "Анна Мария Екатерина Ольга Наталья Ирина Светлана Татьяна Алина Юлия Ксения Дарья",
        "Александр Дмитрий Сергей Андрей Алексей Игорь Никита Павел Антон Евгений Кирилл",
    ),
    "uk": (
        "Олена Ірина Наталія Юлія Катерина Соломія Христина Дарина Ганна Тетяна Леся Зоряна",
        "Андрій Олександр Дмитро Сергій Василь Остап Назар Юрій Микола Олексій Павло",
    ),
    "en": (
        "Emma Olivia Sophie Laura Hannah Julia Megan Priya Chloe Alice Zoe Nina",
        "James Daniel Oliver Thomas Liam Adam Ethan Rahul Lucas Simon Peter",
    ),
}
"""Base language to names of women and of men."""
LAST_NAMES = {
    "ru": (
        "Иванова Смирнова Кузнецова Соколова Морозова Волкова Лебедева Егорова Павлова Орлова",
        "Иванов Смирнов Кузнецов Соколов Морозов Волков Лебедев Егоров Павлов Орлов",
    ),
    "uk": (
        "Шевченко Бондаренко Коваленко Ткаченко Кравченко Олійник Поліщук Мельник Савченко",
        "Руденко Марченко Гаврилюк Данилюк Левченко Романюк Петренко Литвин Клименко",
    ),
    "en": (
        "Smith Johnson Taylor Walker Harris Clarke Evans Murphy Patel Schmidt",
        "Jansen Kowalski Nguyen Garcia Bennett Foster Hughes Morgan Becker Novak",
    ),
}
COUNTRIES = {
    "ru": {"UA": 35, "KZ": 25, "MD": 10, "DE": 10, "IL": 8, "GE": 6, "LV": 6},
    "uk": {"UA": 85, "PL": 8, "DE": 4, "CZ": 3},
    "en": {"US": 30, "GB": 25, "IN": 15, "NL": 10, "PL": 10, "CA": 10},
}
PLANS = {False: {"free": 60, "pro": 37, "team": 3}, True: {"free": 8, "pro": 42, "team": 50}}
"""School people and people of the studio (the SaaS tool)."""


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who writes to support."""

    id: str
    name: str
    plan: str
    country: str
    language: str
    """Base language."""

    def to_record(self) -> dict[str, str]:
        """As the native format has it."""
        return {"id": self.id, "name": self.name, "plan": self.plan, "country": self.country}


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody of support."""

    id: str
    name: str
    """Spelled alike in Russian and Ukrainian."""
    latin: str
    """As customers who read Latin letters see it."""
    group: str

    def get_display_name(self, language: str) -> str:
        """The name in the customer's alphabet."""
        return self.latin if language in ("en", "translit") else self.name

    def to_record(self, language: str) -> dict[str, str]:
        """As the native format has it."""
        return {"id": self.id, "name": self.get_display_name(language), "group": self.group}


AGENTS = (
    Agent("a-1", "Оксана Бондар", "Oksana Bondar", "School RU/UK"),
    Agent("a-2", "Тарас Гнатюк", "Taras Hnatiuk", "School RU/UK"),
    Agent("a-3", "Марина Шевчук", "Maryna Shevchuk", "School RU/UK"),
    Agent("a-4", "Максим Кравчук", "Maksym Kravchuk", "Studio"),
    Agent("a-5", "Ярослав Бойко", "Yaroslav Boiko", "Studio"),
    Agent("a-6", "Руслан Панчук", "Ruslan Panchuk", "Billing"),
    Agent("a-7", "Богдан Ткачук", "Bohdan Tkachuk", "Billing"),
    Agent("a-8", "Карина Гончар", "Karyna Honchar", "Billing"),
)
CONTRADICTING_AGENTS = frozenset({"a-6", "a-8"})
"""Those who answer one question against the rule."""


def pick_agent(area: str | None, rng: random.Random) -> Agent:
    """Somebody of the group that answers for an area of themes."""
    group = {"payments": "Billing", "studio": "Studio"}.get(area or "", "School RU/UK")
    return rng.choice([agent for agent in AGENTS if agent.group == group])


class CustomerPool:
    """Customers as they come: now and then somebody new, else somebody seen before."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._count = 0
        self._seen: dict[tuple[str, bool], list[Customer]] = defaultdict(list)

    def draw_customer(self, language: str, studio: bool, stranger: bool = False) -> Customer:
        """The customer of the next conversation; a stranger is new and never comes back.

        `language` as in `texts.LANGUAGES`; `studio` for users of the SaaS tool.
        """
        base = language
        if language in ("mixed", "translit"):
            base = self._rng.choice(("ru", "uk"))
        if stranger:
            return self._create_customer(base, studio)
        seen = self._seen[base, studio]
        if seen and self._rng.random() < RETURNING:
            return self._rng.choice(seen)
        seen.append(self._create_customer(base, studio))
        return seen[-1]

    def _create_customer(self, language: str, studio: bool) -> Customer:
        rng = self._rng
        self._count += 1
        sex = rng.randrange(2)
        first = rng.choice(FIRST_NAMES[language][sex].split())
        last = rng.choice(LAST_NAMES[language][sex].split())
        return Customer(
            id=f"u-{self._count:05d}",
            name=f"{first} {last}",
            plan=_pick_weighted(PLANS[studio], rng),
            country=_pick_weighted(COUNTRIES[language], rng),
            language=language,
        )


def _pick_weighted(weights: dict[str, int], rng: random.Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]
