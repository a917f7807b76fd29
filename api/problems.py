"""Errors as problem details (RFC 9457), mapped once for every route."""

import logging
import traceback
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from domain import EarshotError
from domain.errors import BadRequest, StoreBusy, UnknownPeriod
from pipeline.receive_conversations import NothingReadable

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_RETRY_AFTER_SECONDS = "5"
_NAMES = {404: "not-found", 405: "method-not-allowed"}


class Place(BaseModel):
    """Where something is wrong, and what."""

    place: str = Field(
        description="The part of the request, never its value.",
        examples=["conversations[3].messages[0].at"],
    )
    reason: str = Field(
        description="What is wrong and what would be right.", examples=["It is not a number."]
    )


class Problem(BaseModel):
    """What went wrong, as RFC 9457 writes it, and what to do."""

    type: str = Field(
        description="Identifies the kind of problem; a name, not an address.",
        examples=["urn:earshot:problem:unknown-period"],
    )
    title: str = Field(description="The status in words.", examples=["Unprocessable Content"])
    status: int = Field(description="The HTTP status.", examples=[422], ge=400, le=599)
    detail: str = Field(
        description="One sentence for people: what happened and what to do.",
        examples=["'soon' is not a period. Use all, 2026-02, 2026-W07 or last-30d."],
    )
    instance: str = Field(description="The path that was asked.", examples=["/v1/themes"])
    problem: str = Field(description="A stable slug for programs.", examples=["unknown-period"])
    errors: list[Place] | None = Field(
        default=None, description="Each thing that is wrong, where there may be several."
    )


class NoSuchPeriod(EarshotError):
    """The words have the form of a period, but the calendar has no such days."""

    problem = "no-such-period"
    status = 404

    def __init__(self, words: str) -> None:
        super().__init__(
            f"The calendar has no period '{words}'. In 2026-02-01..2026-02-15 the first day must "
            "exist and lie before the last, which is not counted."
        )


class UnknownCursor(EarshotError):
    """A cursor we did not give for this question."""

    problem = "unknown-cursor"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            "This cursor was not given for this theme and period. Take next_cursor from the page "
            "before, or leave the cursor out to begin anew."
        )


class BadCursor(BadRequest):
    """What was given has not the form of a cursor."""

    problem = "bad-cursor"

    def __init__(self) -> None:
        super().__init__(
            "This is not a cursor. Take next_cursor from the page before, or leave it out."
        )


class TooLarge(EarshotError):
    """The body is larger than we take."""

    problem = "too-large"
    status = 413

    def __init__(self, most: int) -> None:
        super().__init__(
            f"The body is larger than {most // 1_000_000} MB. Send fewer conversations at a time, "
            "or read a file with `earshot ingest`."
        )


class MalformedJson(EarshotError):
    """The body is not JSON."""

    problem = "malformed-json"
    status = 400

    def __init__(self, why: str) -> None:
        super().__init__(f"The body is not valid JSON in UTF-8: {why}.")


class NotJson(EarshotError):
    """The body does not say that it is JSON."""

    problem = "unsupported-media-type"
    status = 415

    def __init__(self) -> None:
        super().__init__(
            "Send the body as JSON, uncompressed, with the header Content-Type: application/json."
        )


class BadShape(BadRequest):
    """The body is JSON, but neither a conversation nor a list of them."""

    problem = "bad-shape"


class Refused(EarshotError):
    """The request comes from where nobody may ask."""

    problem = "refused"
    status = 403


def answer(
    request: Request, error: EarshotError, errors: Sequence[Place] | None = None
) -> Response:
    """An error of ours as problem details."""
    headers = {"Retry-After": _RETRY_AFTER_SECONDS} if isinstance(error, StoreBusy) else {}
    return _response(request, error.status, error.problem, str(error), headers, errors)


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every error of `app` with problem details."""
    app.add_exception_handler(EarshotError, _on_ours)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Exception, _on_unexpected)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documentation of these statuses, and of those that any route may answer with."""
    return {status: _documented(status) for status in sorted({*statuses, 403, 500})}


def _documented(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    told: dict[str, Any] = {
        "description": _WHEN[status],
        "content": {MEDIA_TYPE: {"schema": schema}},
    }
    if status == StoreBusy.status:
        told["headers"] = {
            "Retry-After": {
                "description": "Seconds to wait before trying again; where waiting helps.",
                "schema": {"type": "string", "pattern": "^[0-9]+$"},
            }
        }
    return told


_WHEN = {
    400: "The body is not JSON.",
    403: "The request did not come from this machine, or names a foreign host.",
    404: "There is no such theme, cursor or period.",
    409: "Nothing has been read into this workspace yet, or the period holds too many groups.",
    413: "The body is too large.",
    415: "The body is not said to be JSON.",
    422: "A parameter is wrong, or nothing could be read.",
    500: "Something unexpected happened; the log of the server says where.",
    503: "Another writer holds the store. Try again later.",
}


async def _on_ours(request: Request, error: Exception) -> Response:
    if isinstance(error, NothingReadable):
        places = [Place(place=row.place, reason=row.reason) for row in error.rejected]
        return answer(request, error, places)
    assert isinstance(error, EarshotError)  # noqa: S101 - registered for this class alone
    return answer(request, error)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class alone
    told = error.errors()
    named = {str(item["loc"][-1]): item for item in told}
    if "period" in named:
        return answer(request, UnknownPeriod(str(named["period"].get("input", ""))[:100]))
    if "cursor" in named:
        return answer(request, BadCursor())
    places = [
        Place(place=".".join(str(part) for part in item["loc"]), reason=item["msg"])
        for item in told
    ]
    which = ", ".join(sorted(named))
    return answer(request, BadRequest(f"Not understood: {which}. See errors for why."), places)


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class alone
    slug = _NAMES.get(error.status_code, "http-error")
    detail = {
        404: "There is nothing at this address. /openapi.json lists what there is.",
        405: "This address takes another method; the header Allow names it.",
    }.get(error.status_code, HTTPStatus(error.status_code).phrase)
    return _response(request, error.status_code, slug, detail, error.headers or {})


async def _on_unexpected(request: Request, error: Exception) -> Response:
    # Where it happened, not what was said: messages of libraries may quote customers.
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    logger.error("unexpected %s at %s", type(error).__name__, where)
    return _response(
        request, 500, "unexpected", "Something unexpected happened. The log says where."
    )


def _response(
    request: Request,
    status: int,
    slug: str,
    detail: str,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Place] | None = None,
) -> Response:
    told = Problem(
        type=f"urn:earshot:problem:{slug}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        problem=slug,
        errors=list(errors) if errors is not None else None,
    )
    body = told.model_dump_json(exclude_none=True)
    return Response(body, status, dict(headers or {}), MEDIA_TYPE)
