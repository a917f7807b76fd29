"""Subjects of e-mails and tickets without what mail programs put in front of them."""

import re

_PREFIXES = (
    "re", "fwd", "fw", "aw", "wg", "tr", "rv", "rif", "odp", "ha", "на", "отв", "ответ", "відп",
)  # fmt: skip
"""Marks of replies and forwarded mails; "ha" is "на" (Russian Outlook) in Latin look-alikes."""
_REPLY_PREFIXES = re.compile(rf"^\s*(?:(?:{'|'.join(_PREFIXES)})\s*(?:\[\d+\])?:\s*)+", re.I)


def strip_reply_prefixes(subject: str) -> str:
    """The subject without "Re:", "Fwd[2]:", "Отв:" and the like, however many stand in front."""
    return _REPLY_PREFIXES.sub("", subject)
