"""HTTP client of tools' APIs: rate limits are waited out, errors never show the token."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from domain.errors import EarshotError

_TRIES = 6
"""Attempts of one request."""
_LONGEST_WAIT = 900.0
"""Most seconds of one wait, whatever Retry-After asks for."""
_TIMEOUT = 60.0
"""Seconds."""
_MAX_ANSWER_BYTES = 100_000_000
"""Most bytes of one answer."""


class PullFailed(EarshotError):
    """A tool's API did not answer as documented; pages fetched before are kept."""

    problem = "pull-failed"
    status = 502
    exit_code = 7


class Client:
    """One tool's API at an address. `wait` sleeps for some seconds."""

    def __init__(
        self, base: str, headers: dict[str, str], wait: Callable[[float], None] = time.sleep
    ) -> None:
        self._http = httpx.Client(
            base_url=base,
            headers=headers,
            timeout=_TIMEOUT,
            follow_redirects=False,  # one would take the token elsewhere
            trust_env=not base.lower().startswith("http:"),  # unencrypted through no proxy
        )
        self._wait = wait

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_error: object) -> None:
        self._http.close()

    def get(self, path: str, **params: Any) -> dict[str, Any]:
        """The JSON object at a path. Raises `PullFailed`."""
        return self._request("GET", path, params=params)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The JSON object that answers a posted query. Raises `PullFailed`."""
        return self._request("POST", path, json=body)

    def _request(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        problem = "no answer"
        for attempt in range(_TRIES):
            try:
                answer = self._http.request(method, path, **options)
            except httpx.HTTPError as error:
                problem = type(error).__name__
                self._wait(min(60.0, 2.0**attempt))
                continue
            if answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error:
                problem = f"HTTP {answer.status_code}"
                self._wait(_compute_retry_delay(answer, attempt))
                continue
            return _parse_object(answer, path)
        raise PullFailed(f"{path} was asked for {_TRIES} times: {problem}. Try again later.")


def _parse_object(answer: httpx.Response, path: str) -> dict[str, Any]:
    if answer.status_code in {401, 403}:
        raise PullFailed(f"The token was refused (HTTP {answer.status_code}). Check it.")
    if answer.has_redirect_location:
        raise PullFailed(
            f"{path} answered with a redirect (HTTP {answer.status_code}), which is not followed: "
            "the token would go elsewhere. Name the address itself with --url."
        )
    if not answer.is_success or len(answer.content) > _MAX_ANSWER_BYTES:
        raise PullFailed(f"{path} answered HTTP {answer.status_code}.")
    try:
        document = answer.json()
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise PullFailed(f"{path} did not answer with JSON. Is the address right?")
    return document


def _compute_retry_delay(answer: httpx.Response, attempt: int) -> float:
    """Seconds to wait: by Retry-After (a number or a date), else doubled with each attempt."""
    retry_after = answer.headers.get("Retry-After", "").strip()
    if retry_after.isdigit():
        return min(float(retry_after), _LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        seconds = 2.0**attempt
    return min(max(seconds, 0.0), _LONGEST_WAIT)
