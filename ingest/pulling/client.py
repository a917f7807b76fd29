"""HTTP as the tools want it: tokens in headers, limits honoured, failures told without secrets."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from domain.errors import EarshotError

_TRIES = 6
_LONGEST_WAIT = 900.0
"""Most seconds a tool may ask us to wait."""
_TIMEOUT = 60.0
_MAX_ANSWER_BYTES = 100_000_000
"""Bytes of one answer."""


class PullFailed(EarshotError):
    """A tool did not give what was asked for; what was fetched before stays."""

    problem = "pull-failed"
    status = 502
    exit_code = 7


class Client:
    """One tool's API. `wait` sleeps; tests give their own."""

    def __init__(
        self, base: str, headers: dict[str, str], wait: Callable[[float], None] = time.sleep
    ) -> None:
        self._http = httpx.Client(base_url=base, headers=headers, timeout=_TIMEOUT)
        self._wait = wait

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_error: object) -> None:
        self._http.close()

    def get(self, path: str, **params: Any) -> dict[str, Any]:
        """The JSON object at a path. Raises `PullFailed`."""
        return self._request("GET", path, params=params)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """The JSON object a query answers with. Raises `PullFailed`."""
        return self._request("POST", path, json=body)

    def _request(self, method: str, path: str, **said: Any) -> dict[str, Any]:
        told = "no answer"
        for tried in range(_TRIES):
            try:
                answer = self._http.request(method, path, **said)
            except httpx.HTTPError as error:
                told = type(error).__name__
                self._wait(min(60.0, 2.0**tried))
                continue
            if answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error:
                told = f"HTTP {answer.status_code}"
                self._wait(_compute_retry_delay(answer, tried))
                continue
            return _parse_object(answer, path)
        raise PullFailed(f"{path} was asked for {_TRIES} times: {told}. Try again later.")


def _parse_object(answer: httpx.Response, path: str) -> dict[str, Any]:
    if answer.status_code in {401, 403}:
        raise PullFailed(f"The token was refused (HTTP {answer.status_code}). Check it.")
    if answer.is_error or len(answer.content) > _MAX_ANSWER_BYTES:
        raise PullFailed(f"{path} answered HTTP {answer.status_code}.")
    try:
        told = answer.json()
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise PullFailed(f"{path} did not answer with JSON. Is the address right?")
    return told


def _compute_retry_delay(answer: httpx.Response, tried: int) -> float:
    """Seconds to wait: as the tool says (a number or a date), else longer each time."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isdigit():
        return min(float(said), _LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        seconds = 2.0**tried
    return min(max(seconds, 0.0), _LONGEST_WAIT)
