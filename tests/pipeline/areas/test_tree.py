"""`areas.toml`: what is right is kept, what is wrong is told with its place and costs nothing."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from domain.themes import Name
from pipeline.areas.tree import EXAMPLE, clear_tree, parse_tree, read_tree, save_tree
from pipeline.settings import Settings


def test_the_example_is_read() -> None:
    payments, delivery = parse_tree(EXAMPLE, "areas.toml")
    assert (payments.name, payments.team, payments.owner) == ("Payments", "Billing", "Marta")
    assert payments.names == (Name("uk", "Оплата"), Name("de", "Zahlung"))
    assert payments.texts[0] == "Payments. Paying, prices, refunds and invoices"
    assert len(payments.texts) == 4
    assert (delivery.team, delivery.owner) == ("Logistics", None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[area]\n", "areas.toml is not TOML: .*line 1"),
        ("", "something else than"),
        ('team = "x"', "something else than"),
        ("area = 3", "something else than"),
        ("[[area]]\nabout='x'", "area 1: has no name"),
        ("[[area]]\nname='A'", "area 1: 'A' says neither"),
        ("[[area]]\nname='A'\nabout='x'\ncolour='red'", "area 1: 'colour' is unknown"),
        ("[[area]]\nname='A'\nexamples='x'", "area 1: examples are not a list"),
        ("[[area]]\nname='A'\nexamples=[3]", "area 1: examples: is no text"),
        ("[[area]]\nname='A'\nabout='x'\nnames=['y']", "area 1: names are not written"),
        ("[[area]]\nname='A'\nabout='x'\n[[area]]\nname='a'\nabout='y'", "area 2: 'a' is area 1"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        parse_tree(text, "areas.toml")


def test_a_spoilt_file_leaves_the_kept_one_alone(tmp_path: Path) -> None:
    settings, file = Settings(home=tmp_path / "home"), tmp_path / "mine.toml"
    assert read_tree(settings) == ()
    file.write_text(EXAMPLE, encoding="utf-8-sig")
    kept = save_tree(settings, file)
    assert read_tree(settings) == kept
    for spoilt in (b"[[area]]", b"\xff\xfe", b"#" * 1_000_001):
        file.write_bytes(spoilt)
        with pytest.raises(BadInput, match=r"mine\.toml"):
            save_tree(settings, file)
    with pytest.raises(BadInput, match="cannot be read"):
        save_tree(settings, tmp_path / "none.toml")
    assert read_tree(settings) == kept
    assert [clear_tree(settings), clear_tree(settings)] == [True, False]
    assert read_tree(settings) == ()
