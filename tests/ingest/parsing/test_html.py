"""HTML becomes what a person would read."""

import time

import pytest

from ingest.parsing.html import to_readable_text, to_text


def test_blocks_breaks_and_items_become_lines() -> None:
    html = "<p>One&nbsp;&amp; two<br>three</p><ul><li>a</li><li><p>b</p></li></ul>"
    assert to_text(html) == "One & two\nthree\n\n- a\n- b"


def test_a_link_keeps_its_address_when_the_text_does_not_say_it() -> None:
    assert to_text('<a href="https://x.example/a">here</a>') == "here (https://x.example/a)"
    assert to_text('<a href="https://x.example/">x.example</a>') == "x.example"
    assert to_text('<a href="javascript:alert(1)">here</a>') == "here"


def test_scripts_styles_and_comments_are_dropped() -> None:
    html = "<style>p{}</style><script>alert(1)</script><!-- c --><p>seen</p>"
    assert to_text(html) == "seen"


def test_quotations_are_marked() -> None:
    assert to_text("<blockquote>old<br>older</blockquote>new") == "> old\n> older\nnew"


def test_preformatted_text_keeps_its_lines() -> None:
    assert to_text("<pre>a\nb</pre>") == "a\nb"
    assert to_text("<p>a\nb</p>") == "a b"


def test_tags_nested_beyond_the_limit_are_not_parsed() -> None:
    assert to_text("<div>" * 100_000 + "deep") == "deep"
    assert to_text("<b>" * 10 + "a</b>b") == "ab"
    assert to_text("<b>" * 3_000 + "a</b>b") == "a\nb"


def test_a_tag_with_thousands_of_attributes_loses_no_text() -> None:
    many = " ".join(f"a{number}=1" for number in range(10_000))
    quoted = "word " * 5_000
    assert to_text(f"<p {many}>Where is it?</p>") == "Where is it?"
    assert to_text(f'<p title="{quoted}">Where is it?</p>') == "Where is it?"
    assert to_text(f'<a href="https://a.example" {many}>here</a>') == "here (https://a.example)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One&nbsp;two</p><p><b>three</b></p>", "One two\n\nthree"),
        ("<div>Wie geht&#39;s?<br/>Gut</div>", "Wie geht's?\nGut"),
        ("Tom &amp; Jerry\nnext line", "Tom & Jerry\nnext line"),
        ("one\ntwo <b>three</b>", "one\ntwo three"),
        ("&lt;p&gt;Written twice&lt;/p&gt;", "Written twice"),
        ("<p>how do I write &lt;div&gt;?</p>", "how do I write <div>?"),
        ("Is a price < 100 possible?", "Is a price < 100 possible?"),
        ("for <my order> and <address>", "for <my order> and <address>"),
        ("Press <my button><br>Thanks", "Press <my button>\nThanks"),
        ("<ann@x.example> wrote: a<b and c>d", "<ann@x.example> wrote: a<b and c>d"),
        ("?a=1&copy=2, R&D", "?a=1&copy=2, R&D"),
        ("<3 <3", "<3 <3"),
    ],
)
def test_a_text_that_may_have_markup_becomes_readable(text: str, expected: str) -> None:
    assert to_readable_text(text) == expected


@pytest.mark.parametrize(
    "unit", ["<p ", "<b>x", "&lt;", "</p>", "&amp;amp;", "<", "<zz></zz>&amp;"]
)
def test_hostile_markup_is_read_in_a_moment(unit: str) -> None:
    began = time.process_time()
    to_readable_text(unit * (200_000 // len(unit)))
    assert time.process_time() - began < 3
