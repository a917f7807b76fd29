"""Columns of a flat table by field, and a row as a native object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from domain.errors import BadRequest


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a flat table by field. None: to be guessed (given) or no such column (guessed)."""

    text: str | None = None
    html: str | None = None
    id: str | None = None
    """Id of the conversation; of the message where `conversation` is set too."""
    conversation: str | None = None
    """Id that rows of one conversation share; a row is then one message."""
    at: str | None = None
    author: str | None = None
    subject: str | None = None
    customer: str | None = None
    customer_name: str | None = None
    agent: str | None = None
    channel: str | None = None
    status: str | None = None
    url: str | None = None
    page: str | None = None
    tags: str | None = None
    rating: str | None = None
    spam: str | None = None
    closed_at: str | None = None
    public: str | None = None
    plan: str | None = None
    country: str | None = None
    internal: str | None = None
    """True in notes that no customer saw."""
    inbound: str | None = None
    """True where the customer wrote."""
    outbound: str | None = None
    """True where the team wrote."""

    def to_dict(self) -> dict[str, str]:
        """The fields that have a column, in the order they are declared."""
        pairs = ((declared.name, getattr(self, declared.name)) for declared in fields(self))
        return {field: column for field, column in pairs if column is not None}

    def describe(self) -> str:
        """One line for people: the column of each field."""
        found = self.to_dict()
        shown = [f'{field} = "{column}"' for field, column in found.items()]
        if "id" not in found and "conversation" not in found:
            shown.append("id: none")
        return ", ".join(shown)

    def to_native(self, row: Mapping[str, object], author: str | None = None) -> dict[str, object]:
        """A row as a native object; with `conversation` or an author, one that holds one message.

        `author` is who wrote the row where no column has a word for it.
        """
        native = {field: row.get(column) for field, column in self.to_dict().items()}
        customer = {"id": native.pop("customer", None), "name": native.pop("customer_name", None)}
        customer |= {name: native.pop(name, None) for name in ("plan", "country")}
        agent, internal = native.pop("agent", None), native.pop("internal", None)
        for flag in ("inbound", "outbound"):
            native.pop(flag, None)
        if author:
            native["author"] = author
            if author == "agent":  # the columns of people hold who wrote, not whom they wrote to
                agent, customer = agent or customer["name"], {}
        native["customer"] = {
            name: value for name, value in customer.items() if value not in (None, "")
        }
        if "conversation" not in native and "author" not in native and internal is None:
            native["created_at"] = native.pop("at", None)
            return native
        names = ("at", "author", "text", "html", "public")
        message = {name: native.pop(name) for name in names if name in native}
        if internal is not None:
            message["internal"] = internal
        message["agent"] = {"name": agent} if agent and message.get("author") else None
        if "conversation" in native:
            message["id"] = native.pop("id", None)
            native["id"] = native.pop("conversation")
        return {**native, "messages": [message]}


def parse_columns(words: Sequence[str]) -> Columns | None:
    """Columns that a person named, "text=Review" each; None for none. Raises `BadRequest`."""
    known = [declared.name for declared in fields(Columns)]
    given = {}
    for word in words:
        field, _, column = word.partition("=")
        if field.strip() not in known or not column:
            raise BadRequest(
                f"--column '{word}' is not FIELD=NAME of a column. Fields are {', '.join(known)}."
            )
        given[field.strip()] = column
    return Columns(**given) if given else None
