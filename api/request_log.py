"""A log line for each request: method, route, status and duration; no query, id or text."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

_HEALTH_ROUTE = "/v1/health"


class RequestLog:
    """ASGI middleware that logs each request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, then log it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500  # answered when the application fails before it sends a status

        async def send_and_note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        started = time.perf_counter()
        try:
            await self._app(scope, receive, send_and_note_status)
        finally:
            took = (time.perf_counter() - started) * 1000
            # The template of the route: a path may hold ids.
            route = getattr(scope.get("route"), "path", "-")
            # Monitoring requests the health all day long.
            level = logging.DEBUG if route == _HEALTH_ROUTE and status < 400 else logging.INFO
            logger.log(level, "%s %s %d %.0f ms", _format_method(scope), route, status, took)


class WithoutTracebacks(logging.Filter):
    """Drops uvicorn's records of exceptions, whose messages may quote customers.

    `api.problems` logs where they happened.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may be printed."""
        return record.exc_info is None


def set_up_logging() -> None:
    """Log requests and errors to standard error, for the process that serves."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("api").setLevel(logging.INFO)
    logging.getLogger("uvicorn.error").addFilter(WithoutTracebacks())


def _format_method(scope: Scope) -> str:
    method = str(scope["method"])
    return method if method.isalpha() and len(method) <= 10 else "-"
