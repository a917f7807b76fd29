"""Answers of a workspace, paired with its asks and embedded once."""

import json
from pathlib import Path

from ingest.asks.answers import Answer
from pipeline.imports.ingest import Source, ingest_conversations
from pipeline.settings import Settings
from pipeline.themes.answers import (
    pair_all_answers,
    read_conversations_to_pair,
    view_answers,
)
from pipeline.themes.embed import embed_texts, open_encoder
from pipeline.themes.refresh import refresh_themes
from store.read.reader import open_reader
from tests.builders import NOW


def make_workspace(folder: Path) -> Settings:
    settings = Settings(home=folder / "home", model="fast")
    rows = [
        {
            "id": f"c{n}",
            "messages": [
                {"id": "1", "author": "customer", "text": f"The {what} page shows an error {n}"},
                {"id": "2", "author": "agent", "text": "Hi! One moment please.",
                 "agent": {"id": "olena"}},
                {"id": "3", "author": "customer", "text": "thanks"},
                {"id": "4", "author": "agent", "text": f"Clear the cache of {what} number {n}.",
                 "agent": {"id": "olena"}},
            ],
        }
        for n, what in enumerate(["billing", "profile", "course"] * 12)
    ]  # fmt: skip
    path = folder / "said.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    ingest_conversations(settings, Source(path), NOW)
    return settings


def test_each_ask_has_the_remedy_it_was_given(tmp_path: Path) -> None:
    settings = make_workspace(tmp_path)
    encoder = open_encoder(settings)
    with open_reader(settings.store) as reader:
        asks, conversations = reader.read_asks(), read_conversations_to_pair(settings, reader)
        off = settings.model_copy(update={"answers": "off"})
        assert read_conversations_to_pair(off, reader) == []
    paired = pair_all_answers(conversations, asks, ["bug"] * len(asks))
    assert len(asks) == len(paired) == 36
    vectors = embed_texts(settings, encoder, [ask.clean_text for ask in asks])
    view, embedded = view_answers(settings, encoder, asks, vectors, paired)
    assert view is not None
    for ask in asks:
        what, number = ask.clean_text.split()[1], ask.clean_text.split()[-1]
        assert embedded[ask.id] == f"Clear the cache of {what} number {number}."
    assert view.vectors.shape == vectors.shape
    assert set(view.shares.tolist()) == {1.0}
    assert len(set(view.agents)) == 1
    assert view.agents[0] not in (None, "olena"), "agents are known by a hash alone"


def test_a_number_that_an_agent_asked_for_ends_no_answer(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", model="fast")
    said = [
        ("customer", "My payment went through twice, I want one of them back"),
        ("agent", "Could you share your order number?"),
        ("customer", "The order number is 48213, as I wrote"),
        ("agent", "One of the two payments returns to the card in three days."),
    ]
    messages = [
        {"id": str(place), "author": author, "text": text}
        for place, (author, text) in enumerate(said)
    ]
    path = tmp_path / "said.jsonl"
    path.write_text(json.dumps({"id": "c1", "messages": messages}), encoding="utf-8")
    ingest_conversations(settings, Source(path), NOW)
    with open_reader(settings.store) as reader:
        asks = sorted(reader.read_asks(), key=lambda ask: ask.text)
        conversations = read_conversations_to_pair(settings, reader)
    assert len(asks) == 2
    paired = pair_all_answers(conversations, asks, ["complaint", "other"])
    assert [paired.get(ask.id) for ask in asks] == [
        Answer("One of the two payments returns to the card in three days.", None), None
    ]  # fmt: skip


def test_with_answers_off_a_grouping_is_made_anew_and_says_so(tmp_path: Path) -> None:
    settings = make_workspace(tmp_path)
    assert refresh_themes(settings, NOW).kind == "regroup"
    assert refresh_themes(settings, NOW).kind == "assign"
    off = settings.model_copy(update={"answers": "off"})
    assert refresh_themes(off, NOW).kind == "regroup"
    assert refresh_themes(off, NOW).kind == "assign"
    with open_reader(settings.store) as reader:
        run = reader.read_newest_run()
    assert run is not None
    assert run["answers"] == "off"
