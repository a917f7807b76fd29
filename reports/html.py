"""A report as one self-contained HTML page without scripts.

All output of a template is escaped, except the SVG charts, which `reports.sparkline` builds.
"""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from domain.report import Report
from reports.context import Layout, build_context

_TEMPLATES = Environment(
    loader=PackageLoader("reports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def render_html(report: Report, layout: Layout) -> bytes:
    """The HTML page, UTF-8."""
    return render_template("report.html.j2", build_context(report, layout))


def render_template(template: str, names: Mapping[str, Any]) -> bytes:
    """A template of `reports/templates` with these variables, UTF-8."""
    return _TEMPLATES.get_template(template).render(names).encode("utf-8")
