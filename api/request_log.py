"""One log line a request: method, route, status, duration. Never a query, an id or a text."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

_HEALTH_ROUTE = "/v1/health"


class RequestLog:
    """ASGI middleware that tells the log what was asked."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, then note it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500  # what is answered when the application fails before it began to answer

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        began = time.perf_counter()
        try:
            await self._app(scope, receive, noting)
        finally:
            took = (time.perf_counter() - began) * 1000
            # The route's template: what stands in its place may be anything.
            route = getattr(scope.get("route"), "path", "-")
            # Who watches over a service asks for its health all day long.
            level = logging.DEBUG if route == _HEALTH_ROUTE and status < 400 else logging.INFO
            logger.log(level, "%s %s %d %.0f ms", _format_method(scope), route, status, took)


class WithoutTracebacks(logging.Filter):
    """Keeps uvicorn from printing exceptions, whose words may quote customers; `api.problems`
    logs where they happened."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may be printed."""
        return record.exc_info is None


def set_up_logging() -> None:
    """For the process that serves: requests and errors to standard error."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("api").setLevel(logging.INFO)
    logging.getLogger("uvicorn.error").addFilter(WithoutTracebacks())


def _format_method(scope: Scope) -> str:
    method = str(scope["method"])
    return method if method.isalpha() and len(method) <= 10 else "-"
