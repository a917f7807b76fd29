"""`earshot serve`, `doctor`, `check`, `models`: a workspace as a whole."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from cli.console import PlainConsole, err, out
from cli.options import Json, Now, Wait, build_settings, parse_now, print_answer
from cli.output import workspace_tables
from cli.processes import Server
from cli.processes import serve as serve_workspace
from cli.progress import show_progress
from pipeline.queries.doctor import list_models, run_checks
from pipeline.settings import load_settings
from pipeline.upkeep.check import check_workspace, repair_workspace

app = typer.Typer()


@app.command(epilog="Example: earshot serve --dashboard-port 8502")
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
    out = PlainConsole()
    out.print("Opening the dashboard and the API ...", highlight=False)

    def print_addresses(servers: Sequence[Server]) -> None:
        api, dashboard = servers
        out.print(f"Dashboard  {dashboard.address}", highlight=False)
        out.print(f"API        {api.address}/v1/themes", highlight=False)
        out.print("Ctrl-C stops both.", highlight=False)

    serve_workspace(load_settings(), api_port, dashboard_port, host, print_addresses)
    out.print("Stopped.", highlight=False)


@app.command(epilog="Example: earshot models --json")
def models(as_json: Json = False) -> None:
    """The embedding models, and which are ready here."""

    states = list_models(build_settings())
    print_answer(
        as_json,
        lambda: {"models": [asdict(state) for state in states]},
        lambda: workspace_tables.write_models(out, states),
    )


@app.command(epilog="Example: earshot doctor")
def doctor(as_json: Json = False, now: Now = None) -> None:
    """What is installed, which model, which snapshot, what is wrong and what to do."""

    checks = run_checks(build_settings(), parse_now(now))
    print_answer(
        as_json,
        lambda: {"checks": [asdict(check) for check in checks]},
        lambda: workspace_tables.write_checks(out, checks),
    )
    if any(check.status == "error" for check in checks):
        raise typer.Exit(1)


@app.command(epilog="Example: earshot check --json")
def check(
    repair: Annotated[
        bool,
        typer.Option("--repair", help="Do what can be done without losing anything; look again."),
    ] = False,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Whether the workspace is whole: every invariant, what was found, what to do. Nothing is
    changed without --repair. Exits with 1 where something is off."""

    settings = build_settings(wait=wait)
    with show_progress(err) as progress:
        look = repair_workspace if repair else check_workspace
        result = look(settings, parse_now(now), progress)
    print_answer(
        as_json,
        lambda: {
            "well": not result.off,
            "complete": not result.skipped,
            "repaired": list(result.repaired),
            "findings": [asdict(finding) for finding in result.findings],
        },
        lambda: workspace_tables.write_findings(out, result),
    )
    if result.off:
        raise typer.Exit(1)
