"""Access control: the dashboard is answered under this machine's own names alone.

A page elsewhere may point its own name at this machine (DNS rebinding), or open a websocket to it;
both are refused, over HTTP and by websocket. No other page may hold ours in a frame.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.loopback import is_local_name, is_same_origin

_HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_REFUSED = "Ask for localhost or 127.0.0.1: other host names, and other pages, are refused."


class OwnPagesOnly:
    """ASGI middleware that refuses foreign Host and Origin headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request or the websocket, or pass it on."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
        elif is_own(Headers(scope=scope)):
            await self._app(scope, receive, _add_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = PlainTextResponse(_REFUSED, status_code=403)
            await refusal(scope, receive, _add_headers(send))


def is_own(headers: Headers) -> bool:
    """Whether a request asks for this machine by name, and comes from none but its own pages."""
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not is_local_name(hosts[0]):
        return False
    return all(is_same_origin(origin, hosts[0]) for origin in headers.getlist("origin"))


def _add_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return send_with_headers
