"""The commands that judge: rank, trend, alarms, effect, repeats, findability, workload."""

from datetime import date
from typing import Annotated

import typer

from domain import Kind
from domain.errors import BadRequest
from pipeline.options import (
    AsOf,
    Json,
    KindWord,
    Lang,
    Now,
    PeriodWords,
    Top,
    answer,
    known_lang,
    now_from,
    out,
    settings_with,
)
from signals.ranks import MEASURES, Measure
from store.ranked import Filters, Split

Text = str | None
PLAIN = ("theme", "area")
SPLITS = ("channel", "language", "plan", "country", "page", "status", "tag", "group")


def rank(
    period: PeriodWords = "all",
    top: Top = 20,
    by: Annotated[
        str,
        typer.Option(
            help="theme, or area: themes under areas. Or a measure, told with 95 % intervals: "
            f"{', '.join(MEASURES)}."
        ),
    ] = "theme",
    split: Annotated[
        str | None, typer.Option(help=f"Break down by {', '.join(SPLITS)} or attribute:NAME.")
    ] = None,
    channel: Annotated[Text, typer.Option(help="Only this channel.")] = None,
    language: Annotated[Text, typer.Option(help="Only asks in this language: uk.")] = None,
    plan: Annotated[Text, typer.Option(help="Only customers on this plan.")] = None,
    country: Annotated[Text, typer.Option(help="Only customers from this country.")] = None,
    page: Annotated[Text, typer.Option(help="Only asked on this page of the product.")] = None,
    status: Annotated[Text, typer.Option(help="Only conversations with this status.")] = None,
    tag: Annotated[Text, typer.Option(help="Only conversations with this tag.")] = None,
    group: Annotated[Text, typer.Option(help="Only where this agent group wrote.")] = None,
    attribute: Annotated[
        Text, typer.Option(help="Only customers with this attribute: NAME=VALUE.")
    ] = None,
    actives: Annotated[
        float | None, typer.Option(help="Customers active in the period, for --by per-1000.")
    ] = None,
    worth: Annotated[
        list[str] | None, typer.Option(help="What a plan is worth, for --by value: pro=20.")
    ] = None,
    kind: KindWord = None,
    lang: Lang = None,
    as_of: AsOf = None,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Themes by frequency, or by a measure with intervals. JSON holds all, whatever --top says."""
    filters = Filters(
        channel, language, plan, country, page, status, tag, group, _pair(attribute, "--attribute")
    )
    if by in PLAIN and split is None and not filters.told:
        _plain_ranking(period, top, by, kind, lang, as_of, as_json, now)
        return
    if lang or kind or as_of or by == "area":
        raise BadRequest(
            "--lang, --kind, --as-of and --by area go without filters, measures and --split."
        )
    from pipeline import present_signals, tables_signals
    from pipeline.rank_signals import rank_signals

    part, name = _split(split)
    worths = dict(_worth(told) for told in worth or [])
    measure = _measure("customers" if by == "theme" else by, actives)
    when = now_from(now)
    ranking = rank_signals(settings_with(), period, measure, filters, when, part, name, worths)
    answer(
        as_json,
        lambda: present_signals.ranking_json(ranking),
        lambda: tables_signals.write_ranking(out, ranking, top or len(ranking.rows)),
    )


def _plain_ranking(
    period: str,
    top: int,
    by: str,
    kind: Kind | None,
    lang: str | None,
    as_of: str | None,
    as_json: bool,
    now: str | None,
) -> None:
    from pipeline import present, tables
    from pipeline.read_themes import rank_themes

    write = tables.write_areas if by == "area" else tables.write_ranking
    ranking = rank_themes(settings_with(), period, now_from(now), kind, as_of)
    ranking = ranking.told_in(known_lang(lang))
    answer(
        as_json,
        lambda: present.ranking_json(ranking),
        lambda: write(out, ranking, top or len(ranking.themes)),
    )


def _measure(words: str, actives: float | None) -> Measure:
    for by in MEASURES:
        if by == words:
            return Measure(by, actives)
    raise BadRequest(f"--by '{words}' is unknown. Use {', '.join((*PLAIN, *MEASURES))}.")


def _split(words: str | None) -> tuple[Split | None, str | None]:
    if words is None:
        return None, None
    if words.startswith("attribute:") and words != "attribute:":
        return "attribute", words.removeprefix("attribute:")
    if words in SPLITS:
        return words, None  # type: ignore[return-value]
    raise BadRequest(f"--split '{words}' is none of {', '.join(SPLITS)}, attribute:NAME.")


def _pair(words: str | None, option: str) -> tuple[str, str] | None:
    if words is None:
        return None
    name, equals, value = words.partition("=")
    if not name or not equals:
        raise BadRequest(f"{option} '{words}' is not NAME=VALUE.")
    return name, value


def _worth(words: str) -> tuple[str, float]:
    name, value = _pair(words, "--worth") or ("", "")
    try:
        return name, float(value)
    except ValueError:
        raise BadRequest(f"--worth '{words}' is not PLAN=NUMBER.") from None


def trend(
    weeks: Annotated[int, typer.Option(help="Whole weeks to compare with as many before.")] = 12,
    top: Top = 20,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Which themes are rising, falling, steady or new."""
    from pipeline import present_signals, tables_signals
    from pipeline.judge_trends import judge_trends

    report = judge_trends(settings_with(), now_from(now), weeks)
    answer(
        as_json,
        lambda: present_signals.report_json(report),
        lambda: tables_signals.write_trends(out, report, top or len(report.themes)),
    )


def alarms(
    budget: Annotated[
        float, typer.Option(help="False alarms a month, over everything, that you can live with.")
    ] = 1.0,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """What runs above its usual level: themes, languages, channels, all traffic."""
    from pipeline import present_signals, tables_signals
    from pipeline.raise_alarms import raise_alarms

    report = raise_alarms(settings_with(), now_from(now), budget)
    answer(
        as_json,
        lambda: present_signals.report_json(report),
        lambda: tables_signals.write_alarms(out, report),
    )


def effect(
    theme: Annotated[str, typer.Argument(help="A theme's id, or the beginning of it.")],
    shipped: Annotated[
        str | None,
        typer.Option(
            help="The day the fix went out: 2026-02-10 (default: of its status, where that is "
            "shipped).",
        ),
    ] = None,
    as_json: Json = False,
    now: Now = None,
) -> None:
    """Did the fix work? A theme against what it would have been."""
    from pipeline import present_signals, tables_signals
    from pipeline.judge_effect import judge_effect

    try:
        day = date.fromisoformat(shipped) if shipped else None
    except ValueError:
        raise BadRequest(f"--shipped '{shipped}' is not a day such as 2026-02-10.") from None
    report = judge_effect(settings_with(), theme, day, now_from(now))
    answer(
        as_json,
        lambda: present_signals.report_json(report),
        lambda: tables_signals.write_effect(out, report),
    )


def repeats(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """Conversations whose answer was given many times: what one line could spare."""
    from pipeline import present_signals, tables_signals
    from pipeline.read_answers import read_repeats

    told = read_repeats(settings_with(), period, now_from(now))
    answer(
        as_json,
        lambda: present_signals.repeats_json(told),
        lambda: tables_signals.write_repeats(out, told, top or len(told.themes)),
    )


def findability(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """Links that support had to send: which, from which pages, how often, how late."""
    from pipeline import present_signals, tables_signals
    from pipeline.read_answers import read_findability

    told = read_findability(settings_with(), period, now_from(now))
    answer(
        as_json,
        lambda: present_signals.findability_json(told),
        lambda: tables_signals.write_findability(out, told, top or len(told.links)),
    )


def workload(
    period: PeriodWords = "all", top: Top = 20, as_json: Json = False, now: Now = None
) -> None:
    """Who carries the load, how fast, when, and what waits; people are pseudonymous."""
    from dataclasses import asdict

    from pipeline import present, present_signals, tables_signals
    from pipeline.read_answers import read_workload

    told_period, snapshot, told = read_workload(settings_with(), period, now_from(now))
    answer(
        as_json,
        lambda: {
            "period": present.period_json(told_period),
            "snapshot": present.snapshot_json(snapshot),
            **present_signals.plain(asdict(told)),
        },
        lambda: tables_signals.write_workload(out, told, top or len(told.agents)),
    )


def register(app: typer.Typer) -> None:
    """Make these commands of `earshot`."""
    app.command(epilog="Example: earshot rank --period 2026-02 --by area --lang uk")(rank)
    app.command(epilog="Example: earshot trend --weeks 8")(trend)
    app.command(epilog="Example: earshot alarms --budget 0.5 --json")(alarms)
    app.command(epilog="Example: earshot effect t-3fa9c1d2e4 --shipped 2026-02-10")(effect)
    app.command(epilog="Example: earshot repeats --period last-90d")(repeats)
    app.command(epilog="Example: earshot findability --period last-90d --json")(findability)
    app.command(epilog="Example: earshot workload --period 2026-02")(workload)
