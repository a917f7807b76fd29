"""The client tells why a service gave no answer, and whether asking again is of use."""

import pytest

from pipeline.themes.naming.llm_client import LlmLabeler, LlmUnavailable, _parse_content


def test_an_address_that_is_none_is_told_without_what_was_sent() -> None:
    with pytest.raises(LlmUnavailable, match="cannot be reached") as error:
        LlmLabeler("no address", "model", timeout=1).ask([{"role": "user", "content": "secret"}])
    assert "secret" not in str(error.value)
    assert not error.value.for_good


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"choices": []}', b'{"choices": [{"message": {"content": 5}}]}']
)
def test_what_is_no_chat_completion_is_no_answer(body: bytes) -> None:
    with pytest.raises(LlmUnavailable, match="chat completions"):
        _parse_content(body)
    assert _parse_content(b'{"choices": [{"message": {"content": "Link"}}]}') == "Link"
