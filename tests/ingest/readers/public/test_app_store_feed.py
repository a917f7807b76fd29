"""App Store feed: reviews as JSON and XML; the app itself and a lone review are known."""

import json
from pathlib import Path

import pytest

from domain.errors import BadInput
from ingest.open import read
from tests.ingest.readers.builders import SAMPLES, minutes, read_content, sample, story


def test_the_feed_is_reviews_without_the_app_itself() -> None:
    (review,), rejected = sample("app_store_feed.json")
    assert story(review) == [("customer", "The room list is empty")]
    assert (review.id, review.subject, review.rating) == ("88001", "Dark", 2.0)
    assert (minutes(review), rejected) == (["03 10:10"], [])


def test_a_feed_of_one_review_has_no_list(tmp_path: Path) -> None:
    feed = json.loads((SAMPLES / "app_store_feed.json").read_text("utf-8"))
    feed["feed"]["entry"] = feed["feed"]["entry"][1]
    source, (review,), _ = read_content(tmp_path, "customerreviews.json", feed)
    assert (source, story(review)) == ("app_store", [("customer", "The room list is empty")])


def test_an_empty_feed_is_known_and_brings_nothing(tmp_path: Path) -> None:
    feed = json.loads((SAMPLES / "app_store_feed.json").read_text("utf-8"))
    del feed["feed"]["entry"]
    source, reviews, _ = read_content(tmp_path, "customerreviews.json", feed)
    assert (source, reviews) == ("app_store", [])


XML = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns:im="http://itunes.apple.com/rss" xmlns="http://www.w3.org/2005/Atom" xml:lang="uk">
<id>https://itunes.apple.com/ua/rss/customerreviews/id=1/xml</id><title>iTunes Store</title>
<entry><updated>2026-02-03T03:10:00-07:00</updated><id>88002</id><title>Кімнати</title>
<content type="text">Список кімнат порожній</content><im:rating>1</im:rating>
<im:version>5.1</im:version><author><name>ines</name><uri>https://x.example</uri></author>
<content type="html">&lt;table&gt;&lt;tr&gt;&lt;/table&gt;</content></entry></feed>
"""


def test_the_feed_in_xml_is_the_same(tmp_path: Path) -> None:
    source, (review,), rejected = read_content(tmp_path, "customerreviews.xml", XML)
    assert (source, review.id, review.rating, rejected) == ("app_store", "88002", 1.0, [])
    assert story(review) == [("customer", "Список кімнат порожній")]
    assert minutes(review) == ["03 10:10"]


def test_a_damaged_feed_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(XML.replace("</entry>", ""), encoding="utf-8")
    with pytest.raises(BadInput, match=r"feed\.xml is a feed of reviews"):
        read(path)
