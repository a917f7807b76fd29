"""What masking leaves behind in a text."""

import re

PLACEHOLDER = re.compile(r"\[[\w ]+-\d+\]|\[[a-z_ -]{2,20}\]|<[a-z_]{2,20}>", re.IGNORECASE)
"""What masking leaves behind: "[name-1]", "[email-2]"."""


def without_masks(text: str) -> str:
    """A text as it is embedded: without placeholders, which would draw together whatever was
    masked. A text of nothing else stays as it is."""
    return " ".join(PLACEHOLDER.sub(" ", text).split()) or text
