"""What truth.json says was planted is really in the conversations."""

import json
from collections import Counter
from datetime import date, datetime, timedelta

import phonenumbers
from stdnum import iban, luhn

from demo.visits import KYIV
from tests.demo.conftest import Made, customer_text


def test_it_is_json_and_counts_what_is_there(made: Made) -> None:
    assert json.loads(json.dumps(made.truth)) == made.truth
    counted = Counter(s for told in made.truth["conversations"].values() for s in told["themes"])
    for slug, theme in made.truth["themes"].items():
        assert theme["conversations"] == counted[slug] == sum(theme["languages"].values())
        assert set(theme["title"]) == {"ru", "uk", "en"}


def test_the_incident_has_its_number_a_day_over_a_quiet_base(made: Made) -> None:
    incident = made.truth["incident"]
    days = Counter(made.days_of(incident["theme"]))
    first, last = (
        date.fromisoformat(incident["first_day"]),
        date.fromisoformat(incident["last_day"]),
    )
    loud = [first + timedelta(days=n) for n in range(3)]
    assert loud[-1] == last
    assert first.weekday() == 1
    assert all(25 <= days[day] <= 29 for day in loud)
    assert sum(count for day, count in days.items() if day not in loud) < 182 / 2
    assert max(count for day, count in days.items() if day not in loud) <= 4


def test_a_theme_starts_on_its_day_and_stays(made: Made) -> None:
    starts = made.truth["starts"]
    days = made.days_of(starts["theme"])
    weeks = (made.scenario.end - date.fromisoformat(starts["date"])).days / 7
    assert days[0] >= date.fromisoformat(starts["date"])
    assert weeks == 14
    assert 5 <= len(days) / weeks <= 7
    for told, day in (("first_ask_at", days[0]), ("tenth_ask_at", days[9])):
        assert datetime.fromisoformat(starts[told]).astimezone(KYIV).date() == day


def test_the_fix_left_a_known_ratio(made: Made) -> None:
    fix = made.truth["fix"]
    days, day = made.days_of(fix["theme"]), date.fromisoformat(fix["date"])
    before = sum(d < day for d in days) / (day - made.scenario.start).days
    after = sum(d >= day for d in days) / (made.scenario.end - day).days
    assert fix["ratio"] == 0.35
    assert abs(after / before - fix["ratio"]) < 0.03


def test_the_slow_grower_grows(made: Made) -> None:
    days = made.days_of(made.truth["grows"]["theme"])
    half = made.scenario.start + timedelta(days=91)
    # 3.5 over the whole is 3.5 ** .5 = 1.87 from half to half
    assert 1.4 < sum(d >= half for d in days) / sum(d < half for d in days) < 2.6


def test_splits_and_merges_hand_over_on_their_dates(made: Made) -> None:
    changes = [([x["from"]], x["into"], x["date"]) for x in made.truth["splits"]]
    changes += [(x["from"], [x["into"]], x["date"]) for x in made.truth["merges"]]
    assert len(changes) == 4
    for before, after, day in changes:
        assert all(d < date.fromisoformat(day) for slug in before for d in made.days_of(slug))
        assert all(d >= date.fromisoformat(day) for slug in after for d in made.days_of(slug))
        for slug in [*before, *after]:
            assert len(made.days_of(slug)) >= 25


def test_every_canary_is_in_its_conversation_and_valid(made: Made) -> None:
    canaries = made.truth["canaries"]
    assert len(canaries) == 45
    assert set(Counter(c["type"] for c in canaries).values()) == {9}
    for told in canaries:
        record = made.by_id[told["conversation"]]
        assert told["value"] in customer_text(record)
        if told["type"] == "card":
            assert luhn.is_valid(told["value"].replace(" ", "").replace("-", ""))
        if told["type"] == "iban":
            assert iban.is_valid(told["value"])
        if told["type"] == "name":
            assert told["value"] == record["customer"]["name"]
        if told["type"] == "phone" and told["value"].startswith("+"):
            assert phonenumbers.is_valid_number(phonenumbers.parse(told["value"]))


def test_the_hostile_customer_is_there_once_beside_an_ordinary_ask(made: Made) -> None:
    hostile = made.truth["hostile"]
    text = customer_text(made.by_id[hostile["conversation"]])
    told = made.truth["conversations"][hostile["conversation"]]
    assert text.startswith("=HYPERLINK(")
    assert all(value in text for value in hostile["values"])
    assert told["themes"] == ["webinar_link"]
    assert told["asks"][0] in text
    assert sum("onerror" in customer_text(r) for r in made.corpus.records) == 1


def test_links_told_were_sent_by_an_agent_and_no_others(made: Made) -> None:
    links = made.truth["links"]
    for name, told in made.truth["conversations"].items():
        said = " ".join(m["text"] for m in made.by_id[name]["messages"] if m["author"] == "agent")
        assert all(links[slug] == link and link in said for slug, link in told["links"].items())
        silent = set(told["themes"]) & set(links) - set(told["links"])
        assert not {links[slug] for slug in silent} & {word.strip(".,:;") for word in said.split()}
        assert told["page"] == made.by_id[name]["page"]
    assert sum(bool(told["links"]) for told in made.truth["conversations"].values()) > 900


def test_only_some_agents_contradict_and_only_on_refunds(made: Made) -> None:
    answers = made.truth["answers"]
    assert [s for s, a in answers.items() if a["contradicting"]] == ["refund_course"]
    refunds = answers["refund_course"]
    against = [n for n, told in made.truth["conversations"].items() if told["contradicting"]]
    assert 25 <= len(against) <= 80
    for name in against:
        said = [m for m in made.by_id[name]["messages"] if m["author"] == "agent" and m["public"]]
        wrong = [m for m in said if any(x in m["text"] for x in refunds["contradicting"].values())]
        assert {m["agent"]["id"] for m in wrong} <= set(refunds["agents"])
        assert wrong


def test_the_best_answer_is_the_commonest(made: Made) -> None:
    said = [m["text"] for r in made.corpus.records for m in r["messages"] if m["author"] == "agent"]
    best = made.truth["answers"]["webinar_link"]["best"]
    given = sum(any(text in reply for text in best.values()) for reply in said)
    assert given > 0.6 * made.truth["themes"]["webinar_link"]["conversations"]


def test_triples_are_one_theme_in_three_languages(made: Made) -> None:
    conversations = made.truth["conversations"]
    for slug, triples in made.truth["triples"].items():
        assert len(triples) >= 3, slug
        for triple in triples:
            assert [conversations[name]["language"] for name in triple] == ["ru", "uk", "en"]
            assert all(conversations[name]["themes"] == [slug] for name in triple)


def test_a_praised_agent_is_named_in_the_text(made: Made) -> None:
    praised = {n: t["praised"] for n, t in made.truth["conversations"].items() if t["praised"]}
    assert len(praised) >= 10
    for name, agent in praised.items():
        assert agent.lower() in customer_text(made.by_id[name]).lower()
