"""This machine and its names: whom the API and the dashboard answer.

A web page may point a name of its own at this machine (DNS rebinding), so that the address of the
peer alone tells nothing: the name that was asked for has to be one of this machine's too.
"""

import re
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

_NAMES = {"localhost", "127.0.0.1", "[::1]"}
_HOST = re.compile(r"(?P<name>\[[^\]]*\]|[^:]*)(:[0-9]{1,5})?")


def is_loopback(peer: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def is_local_name(host: str) -> bool:
    """Whether a Host header, with or without a port, names this machine."""
    match = _HOST.fullmatch(host)
    return match is not None and match["name"].lower() in _NAMES


def is_same_origin(origin: str, host: str) -> bool:
    """Whether an Origin header names the page of the Host header itself."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.lower() == host.lower()
