"""A workspace with planted canaries: nothing personal is left in it, and of a forgotten person no
word."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline.files.report import write_report
from pipeline.imports.erase import EraseTarget, erase_conversations
from pipeline.imports.ingest import Source, ingest_conversations
from pipeline.settings import Settings
from pipeline.themes.refresh import refresh_themes

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CANARIES = (
    *("canary.bird@aviary.example", "+380671234599", "067 123-45-99", "5168742712345671"),
    *("UA213223130000026007233566001", "3184710691", "112-233-445 95", "95.24.118.77"),
    *("@canary_flies", "t.me/canary_flies", "9fA83kd02LsPq7canary", "Зюзликова", "Канарейкіна"),
    *("Birdwhistle", "вул. Канаркова, буд. 15"),
)
"""What is planted; every one is looked for as it stands, and without its spaces."""
ONLY_WORD = "zyxomma"
"""A word that only the forgotten person says."""


def find_leaks() -> tuple[list[str], list[str]]:
    """Canaries found after a run, and words found after forgetting; both should be empty."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder) / "home", model="fast")
        path = Path(folder) / "export.jsonl"
        path.write_text("\n".join(map(json.dumps, _build_conversations())), encoding="utf-8")
        ingest_conversations(settings, Source(path), _NOW)
        refresh_themes(settings, _NOW)
        reports = settings.store.path / "reports"
        write_report(settings, "all", _NOW, reports, ["html", "md", "csv"])
        leaked = find_words(settings, CANARIES)
        erase_conversations(settings, EraseTarget(customer="person"), _NOW)
        return leaked, find_words(settings, (ONLY_WORD,))


def _build_conversations() -> Iterator[dict[str, object]]:
    asks = ["where is the link to the webinar", "please refund my payment", "the app crashes"]
    for number in range(60):
        yield _build_conversation(number, f"{asks[number % 3]}, attempt {number}", f"u{number}")
    for number, canary in enumerate(CANARIES, 100):
        label = _LABELS.get(canary, "")
        yield _build_conversation(number, f"where is the link, I am {label}{canary}", f"c{number}")
    for number in (200, 201):
        yield _build_conversation(number, f"where is the {ONLY_WORD} link to the webinar", "person")


_LABELS = {
    "3184710691": "ІПН ",
    "9fA83kd02LsPq7canary": "https://shop.example/login?token=",
}


def _build_conversation(number: int, text: str, customer: str) -> dict[str, object]:
    return {
        "id": f"k{number}",
        "created_at": "2026-02-10T10:00:00Z",
        "subject": text,
        "tags": [text],
        "page": f"https://shop.example/?q={text}",
        "customer": {
            "id": customer,
            "name": "Анна Зюзликова\nОксана Канарейкіна\nJohn Birdwhistle",
            "attributes": {"note": text, "plan": text},
        },
        "messages": [{"id": f"m{number}", "author": "customer", "text": text}],
    }


def find_words(settings: Settings, words: tuple[str, ...]) -> list[str]:
    """Which of the words stand in a file of the home, in a string of a table, or unzipped."""
    wanted = {word: {word.casefold(), word.replace(" ", "").casefold()} for word in words}
    found: set[str] = set()
    for text in _read_strings(settings):
        plain = text.casefold()
        found |= {word for word, forms in wanted.items() if any(form in plain for form in forms)}
    return sorted(found)


def _read_strings(settings: Settings) -> Iterator[str]:
    home = settings.store
    for path in sorted(home.path.rglob("*")):
        if path.is_file():
            yield path.read_bytes().decode("utf-8", "ignore")
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    yield from (
                        archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()
                    )
    for path in [home.live, *sorted(home.snapshots.glob("*.duckdb"))]:
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
            for (table,) in tables:
                yield str(connection.execute(f'FROM "{table}"').fetchall())
