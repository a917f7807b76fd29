"""The Streamlit application: `streamlit run dashboard/app.py`, `uvicorn dashboard.app:app`.

Either way a server imports this module and serves its `app`, which for each look at a page has
Streamlit run this same file as the script.
"""

from datetime import UTC, datetime

import streamlit as st
from starlette.middleware import Middleware

from dashboard import urls
from dashboard.components.empty_states import show_empty_workspace, show_error
from dashboard.components.layout import PageContext, show_footer, show_header
from dashboard.failures import keep_messages_out_of_logs, show_uncaught
from dashboard.security import OwnPagesOnly
from dashboard.views.asks import show_asks
from dashboard.views.audit import show_audit
from dashboard.views.ranking import show_ranking
from dashboard.views.search import show_search
from dashboard.views.theme import show_theme
from domain.errors import EarshotError, NothingYet
from pipeline.settings import load_settings

# Inline: Streamlit would fetch an emoji or a named icon of the tab from the network.
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">'
    '<rect width="32" height="32" rx="7" fill="#1f5f8b"/>'
    '<path d="M9 19v-6M16 24V8M23 19v-6" stroke="#fff" stroke-width="3" stroke-linecap="round"/>'
    "</svg>"
)
_VIEWS = {
    "ranking": show_ranking,
    "theme": show_theme,
    "asks": show_asks,
    "search": show_search,
    "audit": show_audit,
}


def main() -> None:
    """Draw the page that the address names, with the settings and the time of this run."""
    st.set_page_config(page_title="Earshot", page_icon=_ICON, layout="wide")
    page = st.Page(_show, title="Earshot", url_path="earshot", default=True)
    urls.remember_page(page)
    urls.keep_address()
    st.navigation([page], position="hidden").run()


def _show() -> None:
    view = urls.get_view()
    show_header(view, urls.get_period_words())
    try:
        site = PageContext(load_settings(), datetime.now(UTC))
        snapshot = _VIEWS[view](site)
    except NothingYet:
        show_empty_workspace(load_settings())
    except EarshotError as error:
        show_error(error)
    else:
        show_footer(snapshot, site.settings)


if __name__ == "__main__":
    main()
else:
    keep_messages_out_of_logs()
    app = st.App(__file__, middleware=[Middleware(OwnPagesOnly)], on_script_error=show_uncaught)
