"""The API: `uvicorn api.app:app` serves the workspace of the environment (EARSHOT_HOME ...).

Loopback only until there are API keys. Importing this module loads no model and no learning
library.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache

from fastapi import FastAPI

from api.openapi import build_openapi_document
from api.params import Workspace
from api.problems import add_problem_handlers
from api.request_log import RequestLog, set_up_logging
from api.routers import areas, conversations, counts, health, themes
from api.security import LoopbackOnly
from api.workers import Workers
from pipeline.queries.health import read_version
from pipeline.settings import Settings, load_settings
from store.files.shared import close_idle

_DESCRIPTION = """What customers keep telling support, as themes that can be counted.

Every number opens: a theme's `conversations` leads to exactly the conversations behind it. One
answer is one snapshot, and names it. Every error is a problem detail (RFC 9457) with a stable slug
in `problem`. Only programs on the same machine may ask."""


def create_app(
    settings: Settings | None = None,
    clock: Callable[[], datetime] | None = None,
    workers: Workers | None = None,
) -> FastAPI:
    """The application of a workspace.

    Without settings it serves the workspace of the environment, and sets up logging. `clock`
    returns the current time, aware; by default the wall clock. Workers may be shared with other
    applications; by default it has its own, which end with it.
    """
    if settings is None:
        settings = load_settings()
        set_up_logging()
    own = workers or Workers()

    @asynccontextmanager
    async def close_all(_app: FastAPI) -> AsyncIterator[None]:
        yield
        if workers is None:
            own.close()
        close_idle()

    # The pages at /docs would load scripts from other hosts; the API works offline.
    app = FastAPI(
        title="Earshot",
        version=read_version(),
        summary="Hears what customers keep telling support, and ranks it for product.",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=close_all,
    )
    app.state.workspace = Workspace(settings, clock or _read_wall_clock, own)
    for resource in (themes, areas, counts, conversations, health):
        app.include_router(resource.router)
    add_problem_handlers(app)
    app.add_middleware(LoopbackOnly)
    app.add_middleware(RequestLog)
    app.openapi = cache(lambda: build_openapi_document(app))  # type: ignore[method-assign]
    return app


def _read_wall_clock() -> datetime:
    return datetime.now(UTC)


@cache
def _build_default_app() -> FastAPI:
    return create_app()


def __getattr__(name: str) -> FastAPI:
    """`app`, built at its first use: importing this module opens no workspace."""
    if name == "app":
        return _build_default_app()
    raise AttributeError(name)
