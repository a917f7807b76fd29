"""The native format, as OpenAPI tells it: what we understand of a conversation handed over.

Only what makes a conversation readable is demanded; any other field that cannot be understood is
left out and reported, so it is described, not constrained. `pipeline.imports.receive`
decides by the same rules.
"""

from typing import Any

from api.body import MOST_CONVERSATIONS

_BLANK = r"\u0000-\u0020\u007f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SOMETHING = rf"^[^\u0000]*[^{_BLANK}][^\u0000]*$"
_AUTHORS = ["customer", "agent", "bot", "system"]
Schema = dict[str, Any]


def _text(description: str, **more: Any) -> Schema:
    return {
        "type": ["string", "number"], "pattern": _SOMETHING, "description": description, **more
    }  # fmt: skip


def _free(description: str, *examples: Any) -> Schema:
    return {"description": description, "examples": list(examples)}


def _message(author: Schema, *required: str) -> Schema:
    """A message that can be read, with a text or with HTML."""
    return {
        "type": "object",
        "properties": {"author": author},
        "required": list(required),
        "anyOf": [
            {"required": ["text"], "properties": {"text": _text("Plain text.")}},
            {"required": ["html"], "properties": {"html": _text("HTML.")}},
        ],
    }


MESSAGE: Schema = {
    "title": "Message",
    "description": "One utterance. Its fields: `id`, `at` (ISO 8601 or unix time), `author` "
    "(`customer`, `agent`, `bot`, `system`), `agent` (`id`, `name`, `group`), `public` (false for "
    "an internal note), `text` or `html`. With an id it can be corrected later.",
    "examples": [
        {
            "id": "m1",
            "at": "2026-02-03T14:05:00Z",
            "author": "customer",
            "text": "Where is the link to the webinar?",
        }
    ],
}
CONVERSATION: Schema = {
    "title": "Conversation",
    "type": "object",
    "description": "A thread between one customer and support. It needs an `id`, or a `text`, or a "
    "message with an author and a text; where no message names an author, all are the customer's. "
    "Whatever else cannot be understood is left out and reported.",
    "properties": {
        "id": _free("The tool's id; part of its identity.", "1042"),
        "source": _free("The tool; part of its identity. By default `api`.", "intercom"),
        "channel": _free("Where it was held.", "chat"),
        "subject": _free("Its subject.", "Webinar"),
        "url": _free("Where a person can open it.", "https://desk.example/1042"),
        "page": _free("The page the customer was on.", "/webinars"),
        "status": _free("As the tool calls it.", "closed"),
        "created_at": _free("ISO 8601 or unix time.", "2026-02-03T14:05:00Z"),
        "closed_at": _free("ISO 8601 or unix time.", "2026-02-03T15:00:00Z"),
        "spam": _free("Whether the tool took it for spam.", False),
        "customer": _free("`id`, `name`, `plan`, `country` ...", {"id": "c-7", "plan": "pro"}),
        "tags": _free("A list of words.", ["webinar"]),
        "rating": _free("A number.", 4),
        "text": _free("The customer's first message, where there is no list.", "Where is it?"),
        "messages": _free("A list of messages.", MESSAGE["examples"]),
    },
    "anyOf": [
        {"required": ["id"], "properties": {"id": _text("An id.", maxLength=2_000)}},
        {"required": ["text"], "properties": {"text": _text("A text.")}},
        {
            "required": ["messages"],
            "properties": {
                "messages": {
                    "type": "array",
                    "contains": _message({"enum": _AUTHORS}, "author"),
                }
            },
        },
        {
            "required": ["messages"],
            "properties": {
                "messages": {
                    "type": "array",
                    "minItems": 1,
                    "items": _message({"type": "null"}),
                }
            },
        },
    ],
    "examples": [
        {
            "id": "1042",
            "source": "intercom",
            "channel": "chat",
            "customer": {"id": "c-7", "plan": "pro"},
            "messages": MESSAGE["examples"],
        }
    ],
}
COMPONENTS = {"Conversation": CONVERSATION, "Message": MESSAGE}
_ONE = {"$ref": "#/components/schemas/Conversation"}
BODY: Schema = {
    "requestBody": {
        "required": True,
        "description": f"One conversation, or a list of up to {MOST_CONVERSATIONS} of which at "
        "least one can be read; at most 5 MB.",
        "content": {
            "application/json": {
                "schema": {
                    "anyOf": [
                        _ONE,
                        {
                            "type": "array",
                            "contains": _ONE,
                            "minItems": 1,
                            "maxItems": MOST_CONVERSATIONS,
                        },
                    ]
                },
                "examples": {
                    "one": {"summary": "One conversation", "value": CONVERSATION["examples"][0]},
                    "several": {
                        "summary": "A list",
                        "value": [{"text": "How do I register?"}, *CONVERSATION["examples"]],
                    },
                },
            }
        },
    }
}
