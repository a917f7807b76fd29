"""Wear: what a hurried thumb does to a phrase, never so much that it cannot be read."""

import random
import re

TYPOS = 0.12
LOWER = 0.18
LOST_PUNCTUATION = 0.35
EMOJI = 0.05
SHORTEST_TO_SLIP = 5
"""Letters a word needs before a slip leaves it readable."""
EMOJIS = {
    "question": "🙏 🤔 🙂",
    "bug": "😩 🙏 😭 🤯",
    "complaint": "😡 😤 👎",
    "feature_request": "🙏 🙂 🤓",
    "praise": "❤️ 🔥 👏 🥰",
}
NEEDY = re.compile(
    r"помо|подска|уточн|вопрос|срочн|жд[уё]|скор|обраща|напиш|отв[её]т|простите|извин|побыстр|алло|"
    r"заранее|допом|підка|питання|термін|чека|відп|пробач|перепро|вибач|зверт|наперед|заздал|будьте|"
    r"агов|запит|якнай|help|question|ask|urgent|reply|soon|asap|hear|sorry|bother|advance|let me|"
    r"appreciat|anyone|excuse|редакц|слуша|слуха|дело|таке|розумін|пониман|ok so|буду",
    re.IGNORECASE,
)
"""Openers and closers that ask for something: out of place around praise."""
PROPER = frozenset(
    {
        "Lumo",
        "Samsung",
        "Xiaomi",
        "Pixel",
        "Apple",
        "Google",
        "Android",
        "Telegram",
        "Excel",
        "iPhone",
        "App",
        "Visa",
        "Mastercard",
        "Huawei",
        "Safari",
        "Chrome",
    }
)


def add_typing_noise(text: str, kind: str, rng: random.Random) -> str:
    """The phrase as somebody typed it. `{agent}` survives."""
    if rng.random() < LOST_PUNCTUATION:
        text = text.rstrip(".!") or text
    if rng.random() < LOWER:
        text = text.lower()
    if rng.random() < TYPOS:
        for _ in range(rng.choice((1, 1, 2))):
            text = add_typo(text, rng)
    if rng.random() < EMOJI and kind in EMOJIS:
        text = f"{text} {rng.choice(EMOJIS[kind].split())}"
    return text


def add_typo(text: str, rng: random.Random) -> str:
    """Swap, drop or double one inner letter of one longer word; unchanged where there is none."""
    words = [
        match
        for match in re.finditer(r"(?<![{\w])[^\W\d_]+(?![\w}])", text)
        if len(match[0]) >= SHORTEST_TO_SLIP
    ]
    if not words:
        return text
    word = rng.choice(words)
    at = word.start() + rng.randrange(1, len(word[0]) - 2)
    pair = text[at : at + 2]
    return text[:at] + rng.choice((pair[::-1], pair[1], pair[0] + pair)) + text[at + 2 :]


def wrap(text: str, opener: str | None, closer: str | None, gap: str = " ") -> str:
    """A phrase between its greeting and its farewell; `gap` is a space or a line's end."""
    if closer:
        text = f"{_end_sentence(text)}{gap}{closer}"
    if opener:
        text = f"{opener}{gap}{_lowercase_after(opener, text) if gap == ' ' else text}"
    return text


def _end_sentence(text: str) -> str:
    return text if re.search(r"[\W_]$", text) else f"{text}."


def _lowercase_after(opener: str, text: str) -> str:
    """Small first letter behind a greeting that is no sentence of its own."""
    first = text.split()[0].strip(",.!?")
    if opener[-1] in ".!?" or first in PROPER or not first[1:].islower():
        return text
    return text[0].lower() + text[1:]
