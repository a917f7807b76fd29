"""JSON schema of a conversation in the native format, for the OpenAPI document.

Only what makes a conversation readable is required. Any other field that cannot be read is left out
and reported, so the schema describes it and does not constrain it. `pipeline.imports.receive`
applies the same rules.
"""

from typing import Any

from api.body import MAX_CONVERSATIONS

_BLANK = r"\u0000-\u0020\u007f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_NOT_BLANK = rf"^[^\u0000]*[^{_BLANK}][^\u0000]*$"
_AUTHORS = ["customer", "agent", "bot", "system"]
Schema = dict[str, Any]


def _build_text_schema(description: str, **more: Any) -> Schema:
    return {
        "type": ["string", "number"], "pattern": _NOT_BLANK, "description": description, **more
    }  # fmt: skip


def _build_free_schema(description: str, *examples: Any) -> Schema:
    return {"description": description, "examples": list(examples)}


def _build_message_schema(author: Schema, *required: str) -> Schema:
    """A readable message: one with a text or with HTML."""
    return {
        "type": "object",
        "properties": {"author": author},
        "required": list(required),
        "anyOf": [
            {"required": ["text"], "properties": {"text": _build_text_schema("Plain text.")}},
            {"required": ["html"], "properties": {"html": _build_text_schema("HTML.")}},
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
        "id": _build_free_schema("The tool's id; part of its identity.", "1042"),
        "source": _build_free_schema(
            "The tool; part of its identity. By default `api`.", "intercom"
        ),
        "channel": _build_free_schema("Where it was held.", "chat"),
        "subject": _build_free_schema("Its subject.", "Webinar"),
        "url": _build_free_schema("Where a person can open it.", "https://desk.example/1042"),
        "page": _build_free_schema("The page the customer was on.", "/webinars"),
        "status": _build_free_schema("As the tool calls it.", "closed"),
        "created_at": _build_free_schema("ISO 8601 or unix time.", "2026-02-03T14:05:00Z"),
        "closed_at": _build_free_schema("ISO 8601 or unix time.", "2026-02-03T15:00:00Z"),
        "spam": _build_free_schema("Whether the tool took it for spam.", False),
        "customer": _build_free_schema(
            "`id`, `name`, `plan`, `country` ...", {"id": "c-7", "plan": "pro"}
        ),
        "tags": _build_free_schema("A list of words.", ["webinar"]),
        "rating": _build_free_schema("A number.", 4),
        "text": _build_free_schema(
            "The customer's first message, where there is no list.", "Where is it?"
        ),
        "messages": _build_free_schema("A list of messages.", MESSAGE["examples"]),
    },
    "anyOf": [
        {"required": ["id"], "properties": {"id": _build_text_schema("An id.", maxLength=2_000)}},
        {"required": ["text"], "properties": {"text": _build_text_schema("A text.")}},
        {
            "required": ["messages"],
            "properties": {
                "messages": {
                    "type": "array",
                    "contains": _build_message_schema({"enum": _AUTHORS}, "author"),
                }
            },
        },
        {
            "required": ["messages"],
            "properties": {
                "messages": {
                    "type": "array",
                    "minItems": 1,
                    "items": _build_message_schema({"type": "null"}),
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
_CONVERSATION_REF = {"$ref": "#/components/schemas/Conversation"}
BODY: Schema = {
    "requestBody": {
        "required": True,
        "description": f"One conversation, or a list of up to {MAX_CONVERSATIONS} of which at "
        "least one can be read; at most 5 MB.",
        "content": {
            "application/json": {
                "schema": {
                    "anyOf": [
                        _CONVERSATION_REF,
                        {
                            "type": "array",
                            "contains": _CONVERSATION_REF,
                            "minItems": 1,
                            "maxItems": MAX_CONVERSATIONS,
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
