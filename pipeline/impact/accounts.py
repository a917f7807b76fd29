"""Whom a theme hits, from what the tool says of its customers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.counts import SnapshotInfo
from domain.periods import Period
from pipeline.settings import Settings, read_period
from signals.impact.accounts import AccountConversation, WhomItHits, find_whom
from store.read.reader import open_reader
from store.read.signal_rows import read_described

ACCOUNT_NAMES = ("company", "account", "organization", "organisation", "workspace", "компания",
                 "организация", "компанія", "організація")  # fmt: skip
"""Attributes that name the company of a customer. They are kept where `EARSHOT_ATTRIBUTES` lists
them."""
_VALUES = ("mrr", "arr", "value", "revenue")
_TENURES = ("cohort", "tenure")
_STATUSES = ("churned", "churn", "subscription_status", "lifecycle_stage", "subscription")
_LEFT_WORDS = (
    "churned churn canceled cancelled expired lost left ended inactive unsubscribed true yes 1"
)
_LEFT = frozenset(_LEFT_WORDS.split())


@dataclass(frozen=True, slots=True)
class AccountReport:
    """Whom one theme hits."""

    period: Period
    snapshot: SnapshotInfo
    theme_id: str
    label: str
    account: str | None
    """Attribute that names companies; None where the data have none."""
    whom: WhomItHits


def read_whom(
    settings: Settings, given: str, words: str, now: datetime, account: str | None = None
) -> AccountReport:
    """Whom a theme hits, by its id or the beginning of it. `account` is the attribute that names
    the company, by default the first of `ACCOUNT_NAMES` that is there. Raises `NotFound`."""
    period = read_period(settings, words, now)
    with open_reader(settings.store) as reader:
        theme_id = reader.resolve_theme_id(given)
        described = [
            (row, _read_attributes(row)) for row in read_described(reader, period, theme_id)
        ]
        named = {name for _, attributes in described for name in attributes}
        wanted = (account.casefold(),) if account else ACCOUNT_NAMES
        name = next((one for one in wanted if one in named), None)
        rows = [_build_row(row, attributes, name) for row, attributes in described]
        label = reader.read_theme(theme_id).label
        return AccountReport(period, reader.snapshot, theme_id, label, name, find_whom(rows))


def _build_row(
    row: Mapping[str, Any], attributes: Mapping[str, str], account: str | None
) -> AccountConversation:
    status = next((attributes[name] for name in _STATUSES if name in attributes), None)
    tenure = next((attributes[name] for name in _TENURES if name in attributes), None)
    value = next((attributes[name] for name in _VALUES if name in attributes), None)
    return AccountConversation(
        row["customer"],
        bool(row["is_in_theme"]),
        attributes.get(account) if account else None,
        _read_number(value),
        (row["plan"], tenure),
        None if status is None else status.strip().casefold() in _LEFT,
    )


def _read_attributes(row: Mapping[str, Any]) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in row["attributes"] or ())
    return {name.casefold(): value for name, _, value in pairs if value}


def _read_number(words: str | None) -> float | None:
    try:
        return float(words.replace(" ", "").replace(",", ".")) if words else None
    except ValueError:
        return None
