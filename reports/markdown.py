"""A report as Markdown (GitHub's dialect, for its tables).

All output of a template is escaped unless it is `SafeMarkdown`: a customer's text makes no HTML,
link, emphasis or table cell.
"""

import re

from jinja2 import Environment, PackageLoader, StrictUndefined

from domain.report import Report
from reports.context import Layout, build_context
from reports.sanitise import to_single_line

_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_MARKS = re.compile(r"([\\`*_{}\[\]#|~$!])")
_LINKS = re.compile(r"(:(?=//)|www(?=\.)|@)", re.IGNORECASE)
_BREAK = "\N{ZERO WIDTH SPACE}"


class SafeMarkdown(str):
    """Markdown that is not escaped."""

    __slots__ = ()


def escape(value: object) -> str:
    """A value as one line of text that has no markup in Markdown.

    GitHub's dialect makes links of bare URLs and mentions; a zero-width space inside prevents it.
    """
    if isinstance(value, SafeMarkdown):
        return value
    text = to_single_line(str(value)).translate(_ENTITIES)
    return _LINKS.sub(rf"\1{_BREAK}", _MARKS.sub(r"\\\1", text))


_TEMPLATES = Environment(
    loader=PackageLoader("reports"),
    autoescape=False,  # noqa: S701 - `finalize` escapes for Markdown instead
    finalize=escape,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_TEMPLATES.filters["ready"] = SafeMarkdown


def render_markdown(report: Report, layout: Layout) -> bytes:
    """The Markdown document, UTF-8."""
    text = _TEMPLATES.get_template("report.md.j2").render(build_context(report, layout))
    return (re.sub(r"\n{3,}", "\n\n", text).rstrip("\n") + "\n").encode("utf-8")
