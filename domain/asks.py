"""Asks: what a customer wants, in one go. The unit that is themed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Exclusion = Literal["empty", "greeting", "thanks", "acknowledgement", "notice", "spam"]
"""Why there is nothing to learn from an ask."""

Kind = Literal["question", "bug", "feature_request", "complaint", "praise", "other"]
"""What sort of ask it is. `bug`: something of ours does not do what it should. `complaint`:
somebody is dissatisfied with what was delivered, charged or done. `other`: an answer, an offer, a
notice."""

KINDS: tuple[Kind, ...] = get_args(Kind)
"""All kinds; where two are equally likely or frequent, the first of them is meant."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Consecutive public customer text, masked."""

    id: str
    """Digest of (source, conversation id, first message's id or position, part): the same on every
    machine."""
    source: str
    conversation_key: str
    """Identity of its conversation inside the source."""
    conversation_id: str
    """What people see of it."""
    part: int
    """0 unless a long text was cut into several asks."""
    text: str
    """What is shown."""
    clean_text: str
    """What is embedded: quotes, greetings, thanks and sign-offs off. Empty when excluded."""
    language: str
    """ISO 639-1 code, "mixed", or "und" where nobody can tell."""
    at: datetime | None = None
    """When its first message was written, UTC and aware. None: counts only in `all`."""
    excluded: Exclusion | None = None
    """Why it is kept out of themes; None for a real ask."""
