"""The documents of a report, by file name."""

import re
from collections.abc import Collection
from typing import Literal, get_args

from domain.report import Report
from reports.context import Layout
from reports.csv_ import render_conversations_csv, render_ranking_csv
from reports.html import render_html
from reports.localise import Language
from reports.markdown import render_markdown

Format = Literal["html", "md", "csv"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render_documents(
    report: Report, formats: Collection[Format], language: Language = "en", top: int = 20
) -> dict[str, bytes]:
    """File name -> content in each of the formats; "csv" is two files.

    `top` is the number of themes in HTML and Markdown, 0 for all; the tables always have all. The
    same report gives the same bytes.
    """
    stem = "earshot-" + re.sub(r"[^\w.-]", "_", report.period.words)
    ranking, conversations = f"{stem}-ranking.csv", f"{stem}-conversations.csv"
    layout = Layout(language, top)
    if "csv" in formats:
        layout = Layout(language, top, conversations, ranking)
    documents: dict[str, bytes] = {}
    if "html" in formats:
        documents[f"{stem}.html"] = render_html(report, layout)
    if "md" in formats:
        documents[f"{stem}.md"] = render_markdown(report, layout)
    if "csv" in formats:
        documents |= {
            ranking: render_ranking_csv(report),
            conversations: render_conversations_csv(report),
        }
    return documents
