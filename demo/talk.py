"""One conversation: a visit and a customer become messages, and what was planted is noted."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from demo import phrases
from demo.canaries import Canary, format_canary
from demo.people import AGENTS, CONTRADICTING_AGENTS, Agent, Customer, pick_agent
from demo.texts import Texts, ThemeTexts
from demo.thread import Thread, format_timestamp
from demo.visits import Visit
from demo.wear import NEEDY, add_typing_noise, wrap

WRAPPED, BOT_FIRST, NOTED, FOLLOWED, CHOPPED = 0.55, 0.21, 0.05, 0.105, 0.12
UNANSWERED, RATED, TAGGED, NUMBERED = 0.03, 0.4, 0.25, 0.08
CONTRADICTED = 0.7
"""How often an agent who does not know the rule answers against it."""
BEST_ANSWERS = (0.75, 0.15, 0.10)
FIRST_REPLY = (math.log(35 * 60), 1.1)
"""Log-normal seconds: half within 35 minutes, one in ten after more than two hours."""
CHANNELS = {"chat": 45, "email": 25, "telegram": 18, "app": 12}
RATINGS = {
    "praise": (0, 0, 0, 1, 9),
    "question": (1, 1, 3, 8, 12),
    "feature_request": (1, 2, 5, 7, 6),
    "bug": (5, 6, 7, 5, 3),
    "complaint": (9, 7, 5, 2, 1),
}
"""Kind to the weights of ratings 1 to 5."""


@dataclass(slots=True)
class PlantedConversation:
    """What was planted in one conversation."""

    id: str
    language: str
    themes: tuple[str, ...]
    kinds: tuple[str, ...]
    excluded: str | None
    page: str | None
    asks: list[str] = field(default_factory=list)
    """Bare, in the order of `themes`."""
    asked_at: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    """Theme to the link an agent sent for it."""
    contradicting: list[str] = field(default_factory=list)
    """Themes an agent answered against the rule."""
    canaries: list[Canary] = field(default_factory=list)
    praised: str | None = None
    """Name of an agent in the customer's text."""
    followed_up: bool = False
    hostile: bool = False


class Deck:
    """Phrases drawn without repetition until all are used up, then shuffled anew."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._left: dict[tuple[str, str], list[str]] = {}

    def draw(self, theme: ThemeTexts, language: str) -> str:
        """The next phrase of a theme in a language."""
        left = self._left.setdefault((theme.slug, language), [])
        if not left:
            left += theme.asks[language]
            self._rng.shuffle(left)
        return left.pop()


@dataclass(slots=True)
class ConversationSimulator:
    """Lets conversations happen, one after another."""

    texts: Texts
    end: datetime
    """The moment of the export, UTC: nothing is said after it."""
    rng: random.Random
    deck: Deck

    def simulate_conversation(
        self, name: str, visit: Visit, customer: Customer, canary: Canary | None, hostile: bool
    ) -> tuple[dict[str, Any], PlantedConversation]:
        """The record in the native format, and what was planted in it."""
        rng = self.rng
        themes = [self.texts.themes[slug] for slug in visit.themes]
        channel = self._pick_channel(visit, themes)
        page = rng.choice(themes[0].pages) if themes and channel != "email" else None
        kinds = tuple(theme.kind for theme in themes)
        told = PlantedConversation(
            name, visit.language, visit.themes, kinds, visit.empty, page, hostile=hostile
        )
        thread = Thread(name, visit.at, visit.midnight, self.end)
        talk = _Conversation(self, thread, told, customer, channel)
        if themes:
            closed = talk.ask_about(themes, canary)
        else:
            closed = talk.make_small_talk(visit.empty or "greeting")
        return talk.to_record(closed, visit, kinds), told

    def _pick_channel(self, visit: Visit, themes: Sequence[ThemeTexts]) -> str:
        if visit.empty in ("spam", "notice"):
            return "email"
        weights = dict(CHANNELS)
        if themes and themes[0].area in ("app", "mobile_app"):
            weights["app"] *= 4
        return self.rng.choices(list(weights), list(weights.values()))[0]


@dataclass(slots=True)
class _Conversation:
    """One conversation while it happens."""

    talker: ConversationSimulator
    thread: Thread
    planted: PlantedConversation
    customer: Customer
    channel: str

    def ask_about(self, themes: Sequence[ThemeTexts], canary: Canary | None) -> bool:
        """Ask about themes one after another and be answered; whether it was closed."""
        rng = self.talker.rng
        if self.channel != "email" and rng.random() < BOT_FIRST:
            self.thread.add_within_day("bot", phrases.BOT[self.customer.language])
        answered = False
        for number, theme in enumerate(themes):
            last = number == len(themes) - 1
            self._ask(theme, canary if last else None, first=number == 0)
            answered = self._answer(theme, urgent=not last)
        if answered and rng.random() < FOLLOWED:
            said = rng.choice(self.talker.texts.small_talk.followups[self.customer.language])
            self.planted.followed_up = self.thread.add_if_before_end(
                "customer", said, rng.uniform(60, 4 * 3600)
            )
        return answered and rng.random() < 0.93

    def make_small_talk(self, what: str) -> bool:
        """A greeting, thanks, spam or an automatic notice; whether it was closed."""
        small, rng, language = self.talker.texts.small_talk, self.talker.rng, self.customer.language
        words = {"greeting": small.greetings, "thanks": small.thanks, "spam": small.spam}
        self.thread.add_within_day("customer", rng.choice(words.get(what, small.notices)[language]))
        if what != "greeting":
            return True
        agent = pick_agent(None, rng)
        said = f"{rng.choice(small.agent_openers[language])} {phrases.HOW_CAN_WE_HELP[language]}"
        return self.thread.add_if_before_end(
            "agent", said, self._draw_delay(), self._build_agent_record(agent)
        )

    def _ask(self, theme: ThemeTexts, canary: Canary | None, first: bool) -> None:
        rng, language = self.talker.rng, self.planted.language
        bare = self.talker.deck.draw(theme, language)
        worn = add_typing_noise(bare, theme.kind, rng)
        if "{agent}" in bare:
            praised = rng.choice(AGENTS).get_display_name(language).split()[0]
            bare, worn = bare.replace("{agent}", praised), worn.replace("{agent}", praised)
            self.planted.praised = praised
        self.planted.asks.append(bare)
        if self.planted.hostile and first:
            parts = [phrases.EVIL.format(bare)]
        else:
            parts = self._add_small_talk(worn, theme, first)
        if canary:
            parts[-1] = f"{parts[-1]}\n{format_canary(canary, self.customer.language)}"
            self.planted.canaries.append(canary)
        wait = rng.uniform(15, 60) if first else rng.uniform(120, 3 * 3600)
        for number, part in enumerate(parts):
            self.thread.add_within_day("customer", part, rng.uniform(8, 80) if number else wait)
            if number == 0:
                self.planted.asked_at.append(self.thread.messages[-1]["at"])

    def _add_small_talk(self, worn: str, theme: ThemeTexts, first: bool) -> list[str]:
        """Greeting, farewell and a number by chance; one message, or two in a row."""
        rng, language = self.talker.rng, self.customer.language
        if theme.area in phrases.AREA_NUMBERS and rng.random() < NUMBERED:
            sort, least, most = phrases.AREA_NUMBERS[theme.area]
            number = phrases.NUMBERS[sort][language].format(rng.randint(least, most))
            worn = wrap(worn, None, number)
        if self.planted.language == "translit":
            return [worn]
        opener, closer = self._pick_opener_and_closer(theme.kind)
        if not first:
            opener = phrases.ONE_MORE[language] if rng.random() < 0.5 else None
        if self.channel == "email":
            return [wrap(worn, opener, closer, "\n")]
        if opener and first and rng.random() < CHOPPED * 2:
            return [opener, wrap(worn, None, closer)]
        if not opener and rng.random() < CHOPPED and len(halves := worn.split(". ", 1)) == 2:
            return [halves[0], wrap(halves[1], None, closer)]
        return [wrap(worn, opener, closer)]

    def _pick_opener_and_closer(self, kind: str) -> tuple[str | None, str | None]:
        rng, language, small = self.talker.rng, self.customer.language, self.talker.texts.small_talk
        if rng.random() >= WRAPPED:
            return None, None
        openers, closers = small.openers[language], small.closers[language]
        if kind == "praise":
            openers, closers = _drop_needy(openers), _drop_needy(closers)
        opener, closer = rng.choice(openers), rng.choice(closers)
        return rng.choices(((opener, None), (None, closer), (opener, closer)), (45, 25, 30))[0]

    def _answer(self, theme: ThemeTexts, urgent: bool) -> bool:
        """Let an agent answer; `urgent` when the customer is going on the same day."""
        rng, language, small = self.talker.rng, self.customer.language, self.talker.texts.small_talk
        agent = pick_agent(theme.area, rng)
        if not urgent and rng.random() < UNANSWERED:
            return False
        if not urgent and rng.random() < NOTED:
            note = rng.choice(phrases.NOTES[language])
            self.thread.add_if_before_end(
                "agent", note, rng.uniform(30, 300), self._build_agent_record(agent), public=False
            )
        answer = self._choose_answer(theme, agent)
        filled = answer.replace("{link}", theme.link or "")
        opener, closer = (
            rng.choice(said[language]) for said in (small.agent_openers, small.agent_closers)
        )
        said = f"{opener} {filled} {closer}"
        if urgent:
            self.thread.add_within_day(
                "agent", said, self._draw_delay(), self._build_agent_record(agent)
            )
        elif not self.thread.add_if_before_end(
            "agent", said, self._draw_delay(), self._build_agent_record(agent)
        ):
            return False
        if theme.link:
            self.planted.links[theme.slug] = theme.link
        if answer == theme.contradicting.get(language):
            self.planted.contradicting.append(theme.slug)
        return True

    def _choose_answer(self, theme: ThemeTexts, agent: Agent) -> str:
        """Mostly the best one; against the rule by some agents where such an answer is planted."""
        rng, language = self.talker.rng, self.customer.language
        against = theme.contradicting and agent.id in CONTRADICTING_AGENTS
        if against and rng.random() < CONTRADICTED:
            return theme.contradicting[language]
        answers = theme.answers[language]
        return rng.choices(answers, BEST_ANSWERS[: len(answers)])[0]

    def _draw_delay(self) -> float:
        return min(max(self.talker.rng.lognormvariate(*FIRST_REPLY), 60), 2 * 86_400)

    def _build_agent_record(self, agent: Agent) -> dict[str, str]:
        return agent.to_record(self.planted.language)

    def to_record(self, closed: bool, visit: Visit, kinds: Sequence[str]) -> dict[str, Any]:
        """The conversation in the native format."""
        rng = self.talker.rng
        closed_at = self.thread.now + timedelta(seconds=rng.randrange(60, 86_400))
        closed = closed and closed_at < self.talker.end
        rated = closed and kinds and rng.random() < RATED
        return {
            "id": self.planted.id,
            "source": "lumo",
            "channel": self.channel,
            "subject": self._pick_subject(),
            "url": f"https://lumo.example/inbox/{self.planted.id}",
            "page": self.planted.page,
            "status": "closed" if closed else rng.choice(("open", "pending")),
            "created_at": format_timestamp(visit.at),
            "closed_at": format_timestamp(closed_at) if closed else None,
            "spam": False,
            "customer": self.customer.to_record(),
            "tags": rng.sample(phrases.TAGS, rng.choice((1, 1, 2)))
            if rng.random() < TAGGED
            else [],
            "rating": rng.choices(range(1, 6), RATINGS[kinds[0]])[0] if rated else None,
            "messages": self.thread.messages,
        }

    def _pick_subject(self) -> str | None:
        subjects = phrases.SUBJECTS[self.customer.language]
        return self.talker.rng.choice(subjects) if self.channel == "email" else None


def _drop_needy(said: Sequence[str]) -> tuple[str, ...]:
    return tuple(phrase for phrase in said if not NEEDY.search(phrase))
