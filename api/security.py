"""Access control: loopback only, until there are API keys.

A peer that is not this machine is refused. So is a foreign Host header, with which a web page could
reach this machine (DNS rebinding).
"""

from ipaddress import IPv6Address, ip_address

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Forbidden
from api.problems import build_problem_response

_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}
_TEST_CLIENT = "testclient"
"""Peer name of Starlette's test client; the peer of a socket is always an address."""
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
        elif not is_local_name(request.headers.get("host", "")):
            refused = Forbidden("Ask for localhost or 127.0.0.1: other host names are refused.")
            await build_problem_response(request, refused)(scope, receive, send)
        else:
            await self._app(scope, receive, _add_headers(send))


def is_loopback(peer: str) -> bool:
    """Whether a peer's address is this machine's own."""
    if peer == _TEST_CLIENT:
        return True
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def is_local_name(host: str) -> bool:
    """Whether a Host header, with or without a port, names this machine."""
    name, mark, port = host.rpartition(":")
    if not mark or not port.isdigit():
        name = host
    return name.lower() in _HOSTS


def _add_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
