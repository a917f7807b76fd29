"""`earshot areas`: the product's own areas and teams, and which themes are theirs."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import out
from cli.options import Json, Now, PeriodWords, Wait, build_settings, parse_now, print_answer
from cli.output import area_tables
from domain.text.control_characters import show_on_one_line

areas_app = typer.Typer(
    help="The product's areas and teams: which themes are whose. Without any of your own, areas "
    "are found by themselves."
)


@areas_app.callback(
    invoke_without_command=True, epilog="Example: earshot areas --period last-month"
)
def areas(
    context: typer.Context,
    period: PeriodWords = "all",
    as_json: Json = False,
    now: Now = None,
) -> None:
    """The product's areas and teams: which themes are whose, and what fits nowhere."""
    if context.invoked_subcommand:
        return
    from pipeline.areas.teams import read_areas

    overview = read_areas(build_settings(), period, parse_now(now))
    print_answer(
        as_json,
        lambda: area_tables.build_areas_json(overview),
        lambda: area_tables.write_areas(out, overview),
    )


@areas_app.command("set", epilog="Example: earshot areas set areas.toml")
def set_(
    file: Annotated[Path, typer.Argument(help="A file as `earshot areas example` prints it.")],
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Name the product's areas. Themes are put under them at once, new asks into themes as by
    `earshot themes`; `earshot theme area` puts a theme elsewhere."""
    from pipeline.areas.tree import save_tree

    settings = build_settings(wait=wait)
    tree = save_tree(settings, file)
    placed = _place_now(settings, now)
    said: dict[str, Any] = {"areas": len(tree), "placed": placed}
    names = ", ".join(show_on_one_line(area.name) for area in tree)
    print_answer(
        as_json,
        lambda: said,
        lambda: out.print(
            f"{len(tree)} areas: {names}."
            + ("" if placed else " `earshot themes` will put themes under them."),
            highlight=False, markup=False,
        ),
    )  # fmt: skip


@areas_app.command(epilog="Example: earshot areas clear")
def clear(as_json: Json = False, now: Now = None, wait: Wait = None) -> None:
    """Go back to areas that are found by themselves."""
    from pipeline.areas.tree import clear_tree

    settings = build_settings(wait=wait)
    known = clear_tree(settings)
    if known:
        _place_now(settings, now)
    print_answer(
        as_json,
        lambda: {"cleared": known},
        lambda: out.print(
            "Areas are found by themselves again." if known else "No areas were named."
        ),
    )


@areas_app.command(epilog="Example: earshot areas example > areas.toml")
def example() -> None:
    """Print a file of areas to begin with."""
    from pipeline.areas.tree import EXAMPLE

    out.print(EXAMPLE, end="", highlight=False, markup=False, soft_wrap=True)


def _place_now(settings: Any, now: str | None) -> bool:
    """Put the themes there are under the areas; whether there are any."""
    from domain.errors import NothingYet
    from pipeline.themes.refresh import refresh_themes

    try:
        refresh_themes(settings, parse_now(now))
    except NothingYet:
        return False
    return True


app = typer.Typer()
app.add_typer(areas_app, name="areas")
