"""What masking leaves behind in a text: placeholders such as "[name-1]"."""

import re
from typing import Literal, get_args

Masked = Literal[
    "address",
    "card",
    "email",
    "handle",
    "iban",
    "ip",
    "link",
    "name",
    "passport",
    "phone",
    "snils",
    "ssn",
    "tax",
    "token",
]
"""What our masking can find, and so every word that a placeholder of ours can hold."""
MASKED: tuple[Masked, ...] = get_args(Masked)


def placeholder(kind: Masked, number: int) -> str:
    """The word that masking leaves behind: "[name-1]"."""
    return f"[{kind}-{number}]"


def pattern_of(*kinds: Masked) -> str:
    """A regular expression, without groups, for our own placeholders of these kinds."""
    return rf"\[(?:{'|'.join(kinds)})-\d+\]"


OWN_PLACEHOLDER = re.compile(pattern_of(*MASKED))
"""Any placeholder of ours and nothing else."""
PLACEHOLDER = re.compile(r"\[[\w ]+-\d+\]|\[[a-z_ -]{2,20}\]|<[a-z_]{2,20}>", re.IGNORECASE)
"""Any placeholder of ours, and what other tools leave behind: "[EMAIL]", "<first_name>"."""


def strip_placeholders(text: str) -> str:
    """A text as it is embedded: without placeholders, which would draw together whatever was
    masked. A text of nothing else stays as it is."""
    return " ".join(PLACEHOLDER.sub(" ", text).split()) or text
