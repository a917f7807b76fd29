"""What a recogniser finds, as a test writes it."""

from ingest.privacy.spans import Recogniser


def find(recogniser: Recogniser, text: str) -> list[tuple[str, str]]:
    """(text, value) of every span."""
    return [(text[span.start : span.end], span.value) for span in recogniser(text)]
