"""`earshot serve`: the dashboard and the API of a workspace."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from pipeline.serve import Door
from pipeline.serve import serve as serve_workspace
from pipeline.settings import load_settings


def serve(
    api_port: Annotated[
        int, typer.Option("--api-port", help="Port of the API.", min=1, max=65535)
    ] = 8000,
    dashboard_port: Annotated[
        int, typer.Option("--dashboard-port", help="Port of the dashboard.", min=1, max=65535)
    ] = 8501,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; this machine's own.")
    ] = "127.0.0.1",
) -> None:
    """Serve the dashboard and the API until Ctrl-C."""
    out = Console()
    out.print("Opening the dashboard and the API ...", highlight=False)

    def opened(doors: Sequence[Door]) -> None:
        api, dashboard = doors
        out.print(f"Dashboard  {dashboard.address}", highlight=False)
        out.print(f"API        {api.address}/v1/themes", highlight=False)
        out.print("Ctrl-C stops both.", highlight=False)

    serve_workspace(load_settings(), api_port, dashboard_port, host, opened)
    out.print("Stopped.", highlight=False)
