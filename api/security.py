"""Access control: loopback only, until there are API keys.

A peer that is not this machine is refused. So is a foreign Host header, with which a web page could
reach this machine (DNS rebinding).
"""

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Forbidden
from api.problems import build_problem_response
from pipeline.loopback import is_local_name, is_loopback

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
"""Answers quote customers: no cache may keep them."""


class LoopbackOnly:
    """ASGI middleware that refuses other machines; the outermost but for the request log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if not is_loopback(request.client.host if request.client else ""):
            refused = Forbidden("Only programs on this machine may ask, until there are keys.")
            await build_problem_response(request, refused)(scope, receive, send)
        elif not is_for_this_machine(request.headers.getlist("host")):
            refused = Forbidden("Ask for localhost or 127.0.0.1: other host names are refused.")
            await build_problem_response(request, refused)(scope, receive, send)
        else:
            await self._app(scope, receive, _add_headers(send))


def is_for_this_machine(hosts: list[str]) -> bool:
    """Whether the Host headers of a request, of which there should be one, name this machine."""
    return len(hosts) == 1 and is_local_name(hosts[0])


def _add_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
