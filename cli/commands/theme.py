"""`earshot theme`: what people decide about themes, how it is undone, and what happened to them."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

import typer
from rich.markup import escape

from cli.console import err, out, write_json
from cli.judging import ask_person
from cli.options import (
    Json,
    Now,
    Wait,
    Who,
    build_settings,
    get_person,
    parse_now,
    print_answer,
)
from cli.output import run_tables
from domain.decisions import EventKind
from domain.errors import BadRequest
from domain.numbers import format_count
from pipeline.queries.history import format_labels, read_history
from pipeline.themes.borderline import Border, find_border
from pipeline.themes.decide import (
    DecisionResult,
    merge_themes,
    move_asks,
    pin_theme,
    rename_theme,
    set_answer,
    set_fact,
    set_status,
    undo_event,
)
from pipeline.themes.split_declare import declare_theme, split_theme

theme_app = typer.Typer(
    help="Rename, merge, split, move, and say how things stand. Whatever people decide is kept "
    "across every grouping, and can be undone.",
    no_args_is_help=True,
)
Theme = Annotated[str, typer.Argument(help="A theme's id, or the beginning of it.")]
Link = Annotated[str | None, typer.Option("--link", help="Where it can be read.")]
Asks = Annotated[
    list[str] | None,
    typer.Option("--ask", help="Id of an ask (`earshot show THEME --ids`); give it repeatedly."),
]


@theme_app.command(epilog='Example: earshot theme rename t-3fa9c1d2e4 "Webinar link is missing"')
def rename(
    theme: Theme,
    name: Annotated[str | None, typer.Argument(help="The new name.")] = None,
    language: Annotated[
        str | None, typer.Option("--lang", help="Only in this language: en, ru, uk ...")
    ] = None,
    back: Annotated[bool, typer.Option("--back", help="Give the name back.")] = False,
    who: Who = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Name a theme. No grouping changes a name that a person gave."""
    if (name is None) != back:
        raise BadRequest("Give a name, or --back to give the name back to the grouping.")
    where = f" in {language}" if language else ""
    _decide(
        as_json,
        f"has its name back{where}" if back else f"renamed{where}",
        lambda: rename_theme(
            build_settings(wait=wait), theme, name, get_person(who), parse_now(now), language
        ),
    )


@theme_app.command(epilog="Example: earshot theme merge t-3fa9c1d2e4 --into t-77ab01c9f2")
def merge(
    theme: Theme,
    into: Annotated[str, typer.Option("--into", help="The theme that it is counted in.")],
    who: Who = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Count a theme in another; its id answers with that one from then on."""
    _decide(
        as_json,
        "takes in the other",
        lambda: merge_themes(
            build_settings(wait=wait), theme, into, get_person(who), parse_now(now)
        ),
    )


@theme_app.command(epilog='Example: earshot theme split t-3fa9c1d2e4 --ask a1b2 --name "On iOS"')
def split(
    theme: Theme,
    asks: Asks = None,
    parts: Annotated[
        int, typer.Option("--parts", help="Without --ask: how many sub-groups, at most.")
    ] = 2,
    name: Annotated[str | None, typer.Option("--name", help="Name of the new theme.")] = None,
    who: Who = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Split chosen asks off as a new theme, or let the theme fall into sub-groups."""

    _decide(
        as_json,
        "split off",
        lambda: split_theme(
            build_settings(wait=wait),
            theme,
            get_person(who),
            parse_now(now),
            asks or (),
            parts,
            name,
        ),
    )


@theme_app.command(epilog="Example: earshot theme move a1b2 c3d4 --to t-3fa9c1d2e4")
def move(
    asks: Annotated[list[str], typer.Argument(help="Ids of asks (`earshot show THEME --ids`).")],
    to: Annotated[str, typer.Option("--to", help='A theme, or "unthemed".')],
    who: Who = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Put asks into a theme, or out of every theme."""
    _decide(
        as_json,
        "moved here",
        lambda: move_asks(build_settings(wait=wait), asks, to, get_person(who), parse_now(now)),
    )


@theme_app.command(
    epilog="Example: earshot theme status t-3fa9c1d2e4 shipped --on 2026-02-01 "
    "--link https://example.com/changes"
)
def status(
    theme: Theme,
    status: Annotated[str, typer.Argument(help="open, planned, shipped, wont_do or muted.")],
    on: Annotated[str | None, typer.Option("--on", help="Since when, e.g. 2026-02-01.")] = None,
    link: Link = None,
    who: Who = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Say how a theme stands."""
    day = _parse_day(on)
    _decide(
        as_json,
        f"status is now {status.replace('_', ' ')}",
        lambda: set_status(
            build_settings(wait=wait), theme, status, get_person(who), parse_now(now), day, link
        ),
    )


@theme_app.command("answer", epilog="Example: earshot theme answer t-3fa9c1d2e4 --link https://...")
def answer_(
    theme: Theme,
    text: Annotated[str | None, typer.Argument(help="The text that answers it.")] = None,
    link: Link = None,
    who: Who = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Say what answers a theme; with neither text nor link, take the answer back."""
    _decide(
        as_json,
        "answer kept" if text or link else "answer taken back",
        lambda: set_answer(
            build_settings(wait=wait), theme, text, link, get_person(who), parse_now(now)
        ),
    )


@theme_app.command(epilog="Example: earshot theme pin t-3fa9c1d2e4")
def pin(
    theme: Theme,
    off: Annotated[bool, typer.Option("--off", help="No longer.")] = False,
    who: Who = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Keep a theme and its asks whatever the grouping says."""
    _decide(
        as_json,
        "no longer pinned" if off else "pinned",
        lambda: pin_theme(
            build_settings(wait=wait), theme, not off, get_person(who), parse_now(now)
        ),
    )


@theme_app.command(
    epilog='Example: earshot theme declare "Dark theme" --example "please add a dark theme"'
)
def declare(
    name: Annotated[str, typer.Argument(help="Its name.")],
    examples: Annotated[
        list[str] | None, typer.Option("--example", help="What people would say; repeatedly.")
    ] = None,
    asks: Asks = None,
    preview: Annotated[
        bool,
        typer.Option(
            "--preview", help="First judge 20 borderline asks (y, n, q); all that fit go in."
        ),
    ] = False,
    who: Who = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Make a theme before it exists: `earshot themes` puts new asks into it.

    With --preview the asks that are there already are looked at: you judge those at the border, and
    what lies on the right side of your answers goes in at once. Without an --example the name says
    what it is about.
    """
    if preview:
        settings = build_settings(wait=wait)
        examples = examples or [name]
        border = find_border(settings, examples)
        if as_json:
            write_json(build_border_json(border))
            return
        answers = judge_border(border)
        if not any(answers.values()):
            raise BadRequest("Nothing was accepted, so no theme was declared.")
        asks = [*(asks or ()), *border.find_members(answers)[1]]
    _decide(
        as_json,
        "declared",
        lambda: declare_theme(
            build_settings(wait=wait),
            name,
            get_person(who),
            parse_now(now),
            examples or (),
            asks or (),
        ),
    )


@theme_app.command(epilog="Example: earshot theme undo 7")
def undo(
    number: Annotated[
        int | None, typer.Argument(help="Of the decision; the newest that stands where not given.")
    ] = None,
    who: Who = None,
    as_json: Json = False,
    now: Now = None,
    wait: Wait = None,
) -> None:
    """Take a decision back; every count is as if it had not been taken."""
    _decide(
        as_json,
        "decision taken back",
        lambda: undo_event(build_settings(wait=wait), number, get_person(who), parse_now(now)),
    )


@theme_app.command(epilog="Example: earshot theme history t-3fa9c1d2e4")
def history(
    theme: Annotated[str | None, typer.Argument(help="A theme; all of them if not given.")] = None,
    as_json: Json = False,
) -> None:
    """What became of themes, and who decided what, the oldest first."""

    entries = read_history(build_settings(), theme)
    print_answer(
        as_json,
        lambda: {"history": [entry.to_json() for entry in entries]},
        lambda: run_tables.write_history(out, entries),
    )


def _add_fact_command(name: EventKind, help_: str, example: str) -> None:
    def command(
        theme: Theme,
        value: Annotated[str | None, typer.Argument(help="Left out: nobody says.")] = None,
        who: Who = None,
        as_json: Json = False,
        now: Now = None,
        wait: Wait = None,
    ) -> None:
        _decide(
            as_json,
            f"{name} is now {value}" if value else f"{name} taken back",
            lambda: set_fact(
                build_settings(wait=wait),
                theme,
                name,
                value,
                get_person(who),
                parse_now(now),
            ),
        )

    theme_app.command(name, help=help_, epilog=f"Example: earshot theme {example}")(command)


_add_fact_command("owner", "Say who takes care of a theme.", 'owner t-3fa9c1d2e4 "Olena"')
_add_fact_command(
    "kind",
    "Say what kind of ask it is: question, bug, feature_request, complaint, praise, other.",
    "kind t-3fa9c1d2e4 bug",
)
_add_fact_command("area", "Say which area it belongs to.", 'area t-3fa9c1d2e4 "Payments"')
_add_fact_command("note", "Leave a note on a theme.", 'note t-3fa9c1d2e4 "Asked legal on Monday"')


def judge_border(border: Border) -> dict[str, bool]:
    """Show the borderline asks and take down the person's answers: ask id -> whether it belongs."""
    rows = border.list_borderline()
    answers: dict[str, bool] = {}
    for place, row in enumerate(rows, 1):
        err.print(f"\n{place} of {len(rows)}: “{escape(row.ask.text)}”", highlight=False)
        belongs = ask_person()
        if belongs is None:
            break
        answers[row.ask.id] = belongs
    cut, members = border.find_members(answers)
    err.print(
        f"\n{format_count(len(members), 'ask')} lie on the right side of your "
        f"{format_count(len(answers), 'answer')} (cosine {cut:.2f} and more).",
        highlight=False,
    )
    return answers


def build_border_json(border: Border) -> dict[str, Any]:
    """The borderline asks, for programs; --ask takes those that belong."""
    return {
        "guess": border.guess,
        "borderline": [
            {
                "ask_id": row.ask.id,
                "text": row.ask.text,
                "language": row.ask.language,
                "cosine": row.cosine,
                "theme_id": row.theme_id,
            }
            for row in border.list_borderline()
        ],
    }


def _parse_day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise BadRequest(f"--on '{words}' is not a day such as 2026-02-01.") from None


def _decide(as_json: bool, word: str, step: Callable[[], DecisionResult]) -> None:
    done = step()
    result = {**asdict(done), "made": list(done.made)}
    print_answer(as_json, lambda: result, lambda: _write_decision(done, word))


def _write_decision(done: DecisionResult, word: str) -> None:

    labels = format_labels(build_settings(), [done.theme_id, *done.made])
    moved = f", {done.moved:,} ask{'s' * (done.moved > 1)}" if done.moved else ""
    out.print(f"{labels[0]}: {word}{moved}.", highlight=False, markup=False)
    for label in labels[1:] if done.theme_id not in done.made else ():
        out.print(f"New: {label}", highlight=False, markup=False)
    out.print(
        f"Decision {done.event}; take it back with: earshot theme undo {done.event}",
        highlight=False,
    )


app = typer.Typer()
app.add_typer(theme_app, name="theme")
