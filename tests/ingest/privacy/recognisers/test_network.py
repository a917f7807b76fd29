"""IP addresses, handles, personal links and secrets; versions, roles and site pages are none."""

import pytest

from ingest.privacy.recognisers.network import (
    find_handles,
    find_ip_addresses,
    find_personal_links,
    find_secrets,
)
from ingest.privacy.spans import Recogniser
from tests.ingest.privacy.recognisers.builders import find


@pytest.mark.parametrize(
    ("recogniser", "text", "found"),
    [
        (find_ip_addresses, "from 95.24.118.7", ["95.24.118.7"]),
        (find_ip_addresses, "from 2a02:6b8::2:242", ["2a02:6b8::2:242"]),
        (find_ip_addresses, "version 95.24.118.7", []),
        (find_ip_addresses, "127.8.9.10", []),
        (find_ip_addresses, "192.168.1.17", []),
        (find_ip_addresses, "ip 192.168.1.17", ["192.168.1.17"]),
        (find_handles, "@olga_design, @everyone, @lumo_bot", ["@olga_design"]),
        (find_handles, "telegram: Ivan_P1", ["Ivan_P1"]),
        (find_personal_links, "https://vk.com/id18273645.", ["https://vk.com/id18273645"]),
        (find_personal_links, "https://vk.com/help https://a.example/x", []),
        (find_secrets, "https://a.example/in?token=9fA83kd02L&x=1", ["9fA83kd02L"]),
        (find_secrets, "https://u:p4ss@h.example/", ["u:p4ss"]),
        (find_secrets, "key sk_live_abcdefgh1", ["sk_live_abcdefgh1"]),
        (find_secrets, "https://a.example/lesson/42?tab=video", []),
    ],
)
def test_what_is_found_in_addresses_and_links(
    recogniser: Recogniser, text: str, found: list[str]
) -> None:
    assert [written for written, _ in find(recogniser, text)] == found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("https://a.example/?next=https://b.example/?token=abcdef", ["abcdef"]),
        ("https://a.example/?token=abc?sid=def&x=1", ["abc?sid=def"]),
        ("https://a.example/?my-session-id=abc&page=def&KEY=ghi", ["abc", "ghi"]),
        ("https://a.example/?keys=abcdef&monkey=abcdef", []),
    ],
)
def test_parameters_are_secret_by_their_whole_name(text: str, values: list[str]) -> None:
    assert [span.value for span in find_secrets(text)] == values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2a02:6b8::2:242", 1), ("1:2:3:4:5:6:7:8", 1), ("a:b:c::", 1), ("a:b::c", 1),
        ("a:b::", 0), ("1:2:3:4:5:6:7:8:9", 0), ("10:00:00", 0), ("a:b:c:d", 0),
    ],
)  # fmt: skip
def test_ipv6_has_eight_groups_or_a_gap(text: str, found: int) -> None:
    assert len(find_ip_addresses(text)) == found
