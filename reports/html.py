"""A report as one HTML page that loads nothing and runs nothing.

Whatever a template puts out is escaped; only the charts, made of numbers here, are not.
"""

from jinja2 import Environment, PackageLoader, StrictUndefined

from domain.report import Report
from reports.view import Layout, context

_TEMPLATES = Environment(
    loader=PackageLoader("reports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def html(report: Report, layout: Layout) -> bytes:
    """The page, UTF-8."""
    page = _TEMPLATES.get_template("report.html.j2").render(context(report, layout))
    return page.encode("utf-8")
