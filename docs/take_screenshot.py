"""Take `docs/dashboard.png` anew: the dashboard over the demo as it was made last.

python -m docs.take_screenshot        (or: make screenshot, after make demo SERVE=0)
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, expect

from pipeline.settings import Settings
from tests.browser import launched
from tests.dashboard.driving import dashboard_over, opened

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "dashboard.png"
_ADDRESS = "?period=last-month"
_SIZE: ViewportSize = {"width": 1280, "height": 960}


def main() -> int:
    """Write the picture; 1 where there is no demo to take it of."""
    home = ROOT / ".demo"
    if not (home / "current").exists():
        sys.stderr.write(f"There is no demo in {home}. Make it first: make demo SERVE=0\n")
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        dashboard_over(Settings(home=home), Path(folder)) as site,
        launched() as browser,
    ):
        page = browser.new_page(viewport=_SIZE)
        opened(page, site + _ADDRESS)
        expect(page.locator(".st-key-row-1")).to_be_visible()
        page.evaluate("document.fonts.ready")
        page.screenshot(path=PICTURE, animations="disabled")
    sys.stdout.write(f"{PICTURE}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
