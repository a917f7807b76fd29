"""Kinds of asks."""

from typing import Literal, get_args

Kind = Literal["question", "bug", "feature_request", "complaint", "praise", "other"]
"""What sort of ask it is. `bug`: something of ours does not do what it should. `complaint`:
somebody is dissatisfied with what was delivered, charged or done. `other`: an answer, an offer, a
notice."""

KINDS: tuple[Kind, ...] = get_args(Kind)
"""All kinds; where two are equally likely or frequent, the first of them is meant."""
