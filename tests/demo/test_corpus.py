"""The corpus: native format, the planned numbers, and talk that could have happened."""

from collections import Counter
from datetime import UTC, datetime

from demo.people import AGENTS
from demo.visits import KYIV
from tests.demo.conftest import Made, customer_text

FIELDS = {
    "id", "source", "channel", "subject", "url", "page", "status", "created_at", "closed_at",
    "spam", "customer", "tags", "rating", "messages",
}  # fmt: skip
MESSAGE = {"id", "at", "author", "agent", "public", "text"}


def test_records_are_in_the_native_format_and_in_the_order_of_time(made: Made) -> None:
    records = made.corpus.records
    assert [r["created_at"] for r in records] == sorted(r["created_at"] for r in records)
    for record in records:
        assert set(record) == FIELDS
        assert set(record["customer"]) == {
            "id", "name", "plan", "country", "app_version", "company", "subscription_status",
        }  # fmt: skip
        assert record["rating"] in {None, 1, 2, 3, 4, 5}
        assert (record["subject"] is None) == (record["channel"] != "email")
        assert (record["closed_at"] is None) == (record["status"] != "closed")
        for message in record["messages"]:
            assert set(message) == MESSAGE
            assert (message["agent"] is None) == (message["author"] != "agent")
            assert message["text"].strip()
            assert "{" not in message["text"]


def test_ids_are_unique_and_messages_never_go_back_in_time_or_past_the_end(made: Made) -> None:
    end = datetime(2026, 11, 22, 22, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")  # midnight in Kyiv
    ids = [message["id"] for record in made.corpus.records for message in record["messages"]]
    assert len(set(ids)) == len(ids)
    for record in made.corpus.records:
        times = [message["at"] for message in record["messages"]]
        assert times == sorted(times)
        assert times[0] == record["created_at"]
        assert times[-1] < end


def test_there_are_three_thousand_by_about_nineteen_hundred_people(made: Made) -> None:
    people = {record["customer"]["id"] for record in made.corpus.records}
    assert len(made.corpus.records) == 3000
    assert 1800 <= len(people) <= 2000


def test_one_person_keeps_one_name_plan_and_country(made: Made) -> None:
    told = {
        tuple(pair for pair in record["customer"].items() if pair[0] != "app_version")
        for record in made.corpus.records
    }
    assert len(told) == len({record["customer"]["id"] for record in made.corpus.records})


def test_languages_have_their_shares(made: Made) -> None:
    spoken = Counter(told.language for told in made.corpus.planted)
    share = {language: count / 3000 for language, count in spoken.items()}
    assert abs(share["ru"] - 0.40) < 0.02
    assert abs(share["uk"] - 0.33) < 0.02
    assert abs(share["en"] - 0.22) < 0.02
    assert 0.04 < share["mixed"] + share["translit"] < 0.06


def test_the_empty_the_double_and_the_followed_up_have_their_shares(made: Made) -> None:
    empty = Counter(told.excluded for told in made.corpus.planted)
    assert empty == {None: 2760, "greeting": 60, "thanks": 60, "spam": 60, "notice": 60}
    assert sum(len(told.themes) == 2 for told in made.corpus.planted) == 180
    assert 240 <= sum(told.followed_up for told in made.corpus.planted) <= 340


def test_the_tool_flagged_half_of_the_spam_and_nothing_else(made: Made) -> None:
    flagged = [told for told in made.corpus.planted if made.by_id[told.id]["spam"]]
    assert len(flagged) == 30
    assert {told.excluded for told in flagged} == {"spam"}


def test_a_second_ask_comes_on_the_day_of_the_first(made: Made) -> None:
    for told in made.corpus.planted:
        days = {datetime.fromisoformat(at).astimezone(KYIV).date() for at in told.asked_at}
        assert len(days) == (1 if told.themes else 0)


def test_between_two_asks_an_agent_replies(made: Made) -> None:
    for told in made.corpus.planted:
        if len(told.themes) == 2:
            said = [m for m in made.by_id[told.id]["messages"] if m["public"]]
            between = [m for m in said if told.asked_at[0] <= m["at"] <= told.asked_at[1]]
            assert "agent" in {m["author"] for m in between}


def test_the_largest_themes_fall_from_260_to_90_and_none_is_under_25(made: Made) -> None:
    counts = Counter(slug for told in made.corpus.planted for slug in told.themes)
    ranked = counts.most_common()
    assert ranked[0][0] == "webinar_link"
    assert 250 <= ranked[0][1] <= 270
    assert 85 <= ranked[9][1] <= 100
    assert len(ranked) == 40
    assert ranked[-1][1] >= 25


def test_phrases_repeat_only_after_all_were_said(made: Made) -> None:
    said: dict[tuple[str, str], Counter[str]] = {}
    for told in made.corpus.planted:
        for slug, ask in zip(told.themes, told.asks, strict=True):
            said.setdefault((slug, told.language), Counter())[ask] += 1
    for (slug, language), counts in said.items():
        if slug != "praise_agent":  # its phrases differ by the agent's name
            assert max(counts.values()) - min(counts.values()) <= 1, (slug, language)


def test_eight_named_agents_in_three_groups_answer(made: Made) -> None:
    messages = [m for record in made.corpus.records for m in record["messages"]]
    seen = {(m["agent"]["id"], m["agent"]["group"]) for m in messages if m["agent"]}
    assert seen == {(agent.id, agent.group) for agent in AGENTS}
    assert len({group for _, group in seen}) == 3


def test_office_hours_and_weekdays_show(made: Made) -> None:
    times = [datetime.fromisoformat(record["created_at"]) for record in made.corpus.records]
    days, hours = Counter(at.weekday() for at in times), Counter(at.hour for at in times)
    assert min(days[d] for d in range(5)) > max(days[5], days[6])
    assert hours[8] > 10 * max(hours[0], hours[1])  # 11 in Kyiv against the middle of the night


def test_bots_notes_and_two_messages_in_a_row_occur(made: Made) -> None:
    records = made.corpus.records
    assert 0.12 < sum(r["messages"][0]["author"] == "bot" for r in records) / 3000 < 0.18
    assert 0.03 < sum(any(not m["public"] for m in r["messages"]) for r in records) / 3000 < 0.07
    in_a_row = sum(
        [m["author"] for m in r["messages"] if m["author"] != "bot"][:2] == ["customer"] * 2
        for r in records
    )
    assert in_a_row > 150


def test_asks_are_really_in_the_customers_text(made: Made) -> None:
    """Worn, cut in two or wrapped; but most of the words are there."""
    for told in made.corpus.planted:
        text = customer_text(made.by_id[told.id]).lower()
        for ask in told.asks:
            words = ask.lower().replace(".", " ").split()
            kept = sum(word.strip(',!?:;«»"') in text for word in words)
            assert kept >= len(words) - 2, (ask, text)
