"""This machine is told by its address and by its names."""

import pytest

from pipeline.loopback import is_local_name, is_loopback, is_same_origin


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_known_by_its_address(peer: str) -> None:
    assert is_loopback(peer)


@pytest.mark.parametrize(
    "peer", ["203.0.113.9", "10.0.0.2", "::ffff:10.0.0.2", "localhost", "testclient", "0.0.0.0", ""]
)
def test_another_address_is_another_machine(peer: str) -> None:
    assert not is_loopback(peer)


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:80", "[::1]:8000", "[::1]", "LOCALHOST"]
)
def test_this_machine_has_three_names(host: str) -> None:
    assert is_local_name(host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8000", "localhost.evil.example", "localhost.", "", "::1",
        "10.0.0.1", "testserver", "testserver:8000", "localhost:", "localhost:80:80",
        "localhost:8000@evil.example", "localhost/evil", "localhost\n", "[::1", "127.0.0.1:\u0668",
        "127.1", "0x7f000001", "localhost, evil.example",
    ],
)  # fmt: skip
def test_every_other_name_is_foreign(host: str) -> None:
    assert not is_local_name(host)


@pytest.mark.parametrize(
    ("origin", "same"),
    [
        ("http://localhost:8501", True),
        ("https://LOCALHOST:8501", True),
        ("http://localhost:8502", False),
        ("http://127.0.0.1:8501", False),
        ("http://evil.example", False),
        ("http://evil.example:8501", False),
        ("http://localhost:8501@evil.example", False),
        ("file://localhost:8501", False),
        ("null", False),
        ("", False),
        ("http://[", False),
    ],
)
def test_a_page_of_another_origin_is_told(origin: str, same: bool) -> None:
    assert is_same_origin(origin, "localhost:8501") is same
