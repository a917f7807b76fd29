"""A report as Markdown (GitHub's dialect, for its tables).

Whatever a template puts out is escaped unless it is `SafeMarkdown`: no HTML, link, emphasis or
table cell of a customer comes through.
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
    """Markdown that is to be put out as it is."""

    __slots__ = ()


def escape(value: object) -> str:
    """A value as text that no reader of Markdown takes for markup.

    Addresses and mentions become links without any markup in GitHub's dialect; an unseen space
    inside keeps them text.
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
    """The document, UTF-8."""
    text = _TEMPLATES.get_template("report.md.j2").render(build_context(report, layout))
    return (re.sub(r"\n{3,}", "\n\n", text).rstrip("\n") + "\n").encode("utf-8")
