"""No markup of a customer comes through, whoever reads the Markdown."""

import re

import pytest
from markdown_it import MarkdownIt

from reports.markdown import escape
from reports.render import render_documents
from tests.reports.builders import nothing, quote, report, theme

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "[click](http://evil.example)",
    "![x](http://evil.example/x.png)",
    "<http://evil.example>",
    "[a]: http://evil.example",
    "a | b | c",
    "**bold** _em_ ~~gone~~ `code`",
    "`` ` `` \\` \\",
    "line one\n\n# a heading\n- a list\n---",
    "&lt;b&gt; &#60;script&#62;",
    "x](http://evil.example)",
]


def document(text: str) -> str:
    shown = theme(label=text, quotes=(quote(text),), keywords=(text,))
    return render_documents(report(shown, workspace=text), ["md"])["earshot-2026-02.md"].decode()


def rendered(markdown: str) -> str:
    page: str = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    return page


@pytest.mark.parametrize("text", HOSTILE)
def test_a_customers_words_stay_words(text: str) -> None:
    calm, page = rendered(document("calm")), rendered(document(text))
    assert re.findall(r"<[^>]+>", page) == re.findall(r"<[^>]+>", calm)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_customers_words_are_read_as_they_were_written(text: str) -> None:
    shown = MarkdownIt("commonmark").render("“" + escape(text))
    plain = re.sub(r"<[^>]+>", "", shown).replace("\u200b", "").strip().removeprefix("“")
    told = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    assert told.replace("&amp;", "&") == " ".join(text.split())


@pytest.mark.parametrize(
    "text", ["see http://evil.example", "WWW.evil.example", "write me@evil.example", "hi @everyone"]
)
def test_bare_addresses_do_not_turn_into_links(text: str) -> None:
    # What GitHub's dialect takes for a link, a mail address or a mention.
    assert not re.search(r"(?i)://|www\.|@[a-z]", escape(text))


def test_only_web_addresses_of_conversations_are_links() -> None:
    bad = [quote(url=url) for url in ("javascript:alert(1)", "data:text/html,x", "https://[", "")]
    shown = report(theme(quotes=tuple(bad)))
    page = rendered(render_documents(shown, ["md"])["earshot-2026-02.md"].decode())
    assert "<a " not in page
    odd = report(theme(quotes=(quote(url='https://desk.example/a) <b> "x"'),)))
    page = rendered(render_documents(odd, ["md"])["earshot-2026-02.md"].decode())
    assert 'href="https://desk.example/a%29%20%3Cb%3E%20%22x%22"' in page


def test_the_table_holds_every_theme_in_one_row() -> None:
    themes = [theme(rank, f"Theme {rank}") for rank in range(1, 6)]
    page = rendered(render_documents(report(*themes), ["md"], top=3)["earshot-2026-02.md"].decode())
    assert page.count("<tr>") == 1 + 3
    assert "The table shows the first 3 of 5" in page


def test_an_empty_period_is_told_in_words() -> None:
    page = render_documents(nothing(), ["md"], "uk")["earshot-2026-02.md"].decode()
    assert "У лютому 2026 року звернень немає." in page
    assert "|" not in page
