"""A client of any service that speaks OpenAI chat completions: Ollama, vLLM, a vendor.

https://platform.openai.com/docs/api-reference/chat/create
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx

_LONGEST_ANSWER = 256 * 1024
"""Bytes that are read of an answer."""
_PERMANENT_FAILURES = (400, 401, 403, 404, 405, 422)
"""Answers that will be the same the next time: address, key or model are wrong."""


class LlmUnavailable(Exception):
    """The service gave no answer that can be read. Says why, never what was sent."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good
        """Whether asking again is no use."""


@dataclass(frozen=True, slots=True)
class LlmLabeler:
    """Where names are asked for."""

    url: str
    """Address up to and without "/chat/completions"."""
    model: str
    key: str | None = None
    timeout: float = 20.0
    """Seconds for a whole answer."""

    def ask(self, messages: Sequence[dict[str, str]]) -> str:
        """The text the model answers with. Raises `LlmUnavailable`."""
        body = {
            "model": self.model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": 300,
            "stream": False,
        }
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            answered = self._post(body, headers)
        except httpx.TimeoutException:
            raise LlmUnavailable(f"gave no answer within {self.timeout:g} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise LlmUnavailable(f"cannot be reached ({type(error).__name__})") from None
        return _parse_content(answered)

    def _post(self, body: dict[str, Any], headers: dict[str, str]) -> bytes:
        address = f"{self.url.rstrip('/')}/chat/completions"
        deadline = time.monotonic() + self.timeout
        with (
            httpx.Client(timeout=self.timeout) as client,
            client.stream("POST", address, json=body, headers=headers) as response,
        ):
            if response.status_code != 200:
                raise LlmUnavailable(
                    f"answered with status {response.status_code}",
                    for_good=response.status_code in _PERMANENT_FAILURES,
                )
            read = bytearray()
            # A timeout is for one chunk alone: a service that drips is stopped here.
            for chunk in response.iter_bytes():
                read += chunk
                if time.monotonic() > deadline:
                    raise LlmUnavailable(f"gave no answer within {self.timeout:g} seconds")
                if len(read) > _LONGEST_ANSWER:
                    raise LlmUnavailable("gave an answer without an end")
            return bytes(read)


def _parse_content(answered: bytes) -> str:
    try:
        content = json.loads(answered)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        raise LlmUnavailable("did not answer as chat completions do") from None
    if not isinstance(content, str):
        raise LlmUnavailable("did not answer as chat completions do")
    return content
