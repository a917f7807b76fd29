"""The limits are those that the documents state, and fit each other."""

from pathlib import Path

from ingest.formats import limits

PAGE = Path(__file__).parents[3] / "docs" / "sources.md"


def test_the_documents_state_the_limits() -> None:
    text = " ".join(PAGE.read_text(encoding="utf-8").split("## Limits")[1].split())
    stated = [
        f"beyond {limits.LINE // 10**6} MB",
        f"a chat or a call written as text may have {limits.DOCUMENT // 10**6} MB",
        f"a mail {limits.MAIL // 10**6} MB",
        f"a workbook {limits.WORKBOOK // 10**6} MB",
        f"an archive {limits.FILES:,} files and {limits.UNPACKED // 10**9} GB",
        f"up to {limits.SPOOLED // 10**9} GB",
        f"every {limits.STRETCH // 10**6} MB",
        f"more than {limits.RATIO} times",
    ]
    assert [words for words in stated if words not in text] == []


def test_a_page_of_a_long_list_is_shorter_than_a_document_that_is_held() -> None:
    assert limits.SAMPLE < limits.LINE
    assert limits.STRETCH < limits.WHOLE < limits.SPOOLED
