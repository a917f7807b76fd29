"""Errors as problem details (RFC 9457), the same for every route."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.errors import BadCursor, Forbidden, InternalError, Overloaded
from domain.errors import BadRequest, EarshotError, NotFound, NothingYet, StoreBusy, UnknownPeriod
from pipeline.failures import describe_failure
from pipeline.imports.receive import NothingReadable
from store.read.reader import HOW_TO_LIST_THEMES

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_RETRY_AFTER_SECONDS = "5"
_PASSING = (StoreBusy, Overloaded)
"""Problems that pass by themselves: their answers say when to try again."""
_CLIENT_LEFT = 499
_MAX_ECHOED_CHARACTERS = 100
"""Characters of a wrong parameter that an answer quotes."""
_HTTP_PROBLEMS = {
    404: ("not-found", "There is nothing at this address. /openapi.json lists what there is."),
    405: ("method-not-allowed", "This address takes another method; the header Allow names it."),
}


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


_STATUS_DESCRIPTIONS = {
    400: "The body is not JSON, or the cursor was not given by this workspace for this query.",
    403: "The request did not come from this machine, or names a foreign host.",
    404: "There is no such theme or period.",
    409: "Nothing has been read into this workspace yet, or the period holds too many groups.",
    413: "The body is too large.",
    415: "The body is not said to be JSON.",
    422: "A parameter is wrong, or nothing could be read.",
    500: "Something unexpected happened; the log of the server says where.",
    503: "Another writer holds the store, or too many requests wait. Try again later.",
}


READ_PROBLEMS = (
    NotFound("theme", "t-3fa9c1d2e4", HOW_TO_LIST_THEMES),
    NothingYet("Nothing has been read into this workspace yet."),
    UnknownPeriod("soon"),
)
"""The problems of routes that read, for `document_problems`."""


def build_problem_response(
    request: Request, error: EarshotError, errors: Sequence[Place] | None = None
) -> Response:
    """The answer to an error: problem details with its status."""
    headers = {"Retry-After": _RETRY_AFTER_SECONDS} if isinstance(error, _PASSING) else None
    return _build_response(to_problem(error, request.url.path, errors), headers)


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every error of `app` with problem details."""
    app.add_exception_handler(EarshotError, _handle_earshot_error)
    app.add_exception_handler(RequestValidationError, _handle_validation_error)
    app.add_exception_handler(HTTPException, _handle_http_exception)
    app.add_exception_handler(ClientDisconnect, _handle_disconnect)
    app.add_exception_handler(Exception, _handle_unexpected_error)


def document_problems(*examples: EarshotError) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI responses of a route's problems, by status, each with an example.

    The problems that every route has are added.
    """
    problems = (*examples, Forbidden("Only programs on this machine may ask."), InternalError())
    return {error.status: _document_problem(error) for error in problems}


def _document_problem(error: EarshotError) -> dict[str, Any]:
    response: dict[str, Any] = {
        "description": _STATUS_DESCRIPTIONS[error.status],
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": to_problem(error, "/v1/...").model_dump(exclude_none=True),
            }
        },
    }
    if isinstance(error, _PASSING):
        response["headers"] = {
            "Retry-After": {
                "description": "Seconds to wait before trying again.",
                "schema": {"type": "string", "pattern": "^[0-9]+$"},
            }
        }
    return response


async def _handle_earshot_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, EarshotError)  # noqa: S101 - registered for this class alone
    return build_problem_response(request, error)


async def _handle_validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class alone
    found = error.errors()
    named = {str(item["loc"][-1]): item for item in found}
    if "period" in named:
        return build_problem_response(
            request, UnknownPeriod(str(named["period"].get("input", ""))[:_MAX_ECHOED_CHARACTERS])
        )
    if "cursor" in named:
        return build_problem_response(request, BadCursor())
    places = [
        Place(place=".".join(str(part) for part in item["loc"]), reason=item["msg"])
        for item in found
    ]
    which = ", ".join(sorted(named))
    return build_problem_response(
        request, BadRequest(f"Not understood: {which}. See errors for why."), places
    )


async def _handle_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class alone
    status = error.status_code
    slug, detail = _HTTP_PROBLEMS.get(status, ("http-error", HTTPStatus(status).phrase))
    return _build_response(_build_problem(status, slug, detail, request.url.path), error.headers)


async def _handle_unexpected_error(request: Request, error: Exception) -> Response:
    logger.error("unexpected %s", describe_failure(error))
    return build_problem_response(request, InternalError())


async def _handle_disconnect(_request: Request, _error: Exception) -> Response:
    """Nobody is there to read the answer; its status is for the log."""
    return Response(status_code=_CLIENT_LEFT)


def to_problem(
    error: EarshotError, instance: str, errors: Sequence[Place] | None = None
) -> Problem:
    """An error as problem details; `instance` is the path of the request."""
    if isinstance(error, NothingReadable):
        errors = [Place(place=row.place, reason=row.reason) for row in error.rejected]
    return _build_problem(error.status, error.problem, str(error), instance, errors)


def _build_problem(
    status: int, slug: str, detail: str, instance: str, errors: Sequence[Place] | None = None
) -> Problem:
    return Problem(
        type=f"urn:earshot:problem:{slug}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=instance,
        problem=slug,
        errors=list(errors) if errors is not None else None,
    )


def _build_response(problem: Problem, headers: Mapping[str, str] | None) -> Response:
    body = problem.model_dump_json(exclude_none=True)
    return Response(body, problem.status, dict(headers or {}), MEDIA_TYPE)
