"""Makes `ingest/language/ukrainian_names.tsv`: Ukrainian names in every grammatical case.

`python -m training.decline_names`. Names are those of Faker, of the list of given names that comes
with shevchenko, and our own; shevchenko (MIT) declines them. A line is a name, its kind as
OpenCorpora calls it, and its forms.
"""

import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import shevchenko
from faker.providers.person.uk_UA import Provider as People

from ingest.language.ukrainian_names import load_word_list

FOLDER = Path(__file__).parents[1] / "ingest" / "language"
MADE = FOLDER / "ukrainian_names.tsv"
_GENDERS = ("masculine", "feminine")
_PATRONYMICS = (
    "Григорович Олексійович Юрійович Анатолійович Якович Дмитрович Васильович Геннадійович "
    "Валерійович Віталійович Євгенович Георгійович Аркадійович Леонідович Едуардович Русланович",
    "Григорівна Олексіївна Юріївна Анатоліївна Яківна Дмитрівна Василівна Геннадіївна Валеріївна "
    "Віталіївна Євгенівна Георгіївна Аркадіївна Леонідівна Едуардівна Русланівна",
)
"""In use, and not among Faker's."""
_KINDS = {"given_name": "Name", "family_name": "Surn", "patronymic_name": "Patr"}


def main() -> int:
    """Write the file."""
    MADE.write_text(decline_names(), encoding="utf-8")
    return 0


def decline_names() -> str:
    """The file's text."""
    lines: dict[tuple[str, str], list[str]] = {}
    for field, gender, name in list_names():
        forms = lines.setdefault((_KINDS[field], name.casefold()), [])
        forms += [form for form in decline(field, gender, name) if form not in forms]
    return "".join(f"{name} {kind} {' '.join(forms)}\n" for (kind, name), forms in lines.items())


def decline(field: str, gender: str, name: str) -> list[str]:
    """The forms of a name in lower case; of a dative in -у also the one in -ові."""
    cases = [
        shevchenko.in_case(case, {field: name, "gender": gender})[field].casefold()
        for case in shevchenko.CASES
    ]
    dative = cases[shevchenko.CASES.index("dative")]
    more = [f"{dative[:-1]}ові"] if field != "family_name" and dative.endswith("у") else []
    return list(dict.fromkeys([*cases, *more]))


def list_names() -> Iterator[tuple[str, str, str]]:
    """(field, gender, nominative) of every name; of rare given names those that are no word."""
    rare = json.loads(files("shevchenko").joinpath("data/given-names.json").read_text("utf-8"))
    words = load_word_list()  # proper names have a capital there
    given = {name: gender for name, gender in rare.items() if name not in words}
    given |= {name: _GENDERS[name[-1] in "ая"] for name in _read_list("given_names.txt")}
    given |= dict.fromkeys(map(str.casefold, People.first_names_male), "masculine")
    given |= dict.fromkeys(map(str.casefold, People.first_names_female), "feminine")
    for name, gender in sorted(given.items()):
        yield "given_name", gender, name.capitalize()
    plain = map(str.capitalize, _read_list("ukrainian_surnames.txt"))
    for name in sorted({*People.last_names, *plain}):
        for gender in _GENDERS:
            yield "family_name", gender, name
    for gender, names, more in zip(
        _GENDERS, (People.middle_names_male, People.middle_names_female), _PATRONYMICS, strict=True
    ):
        for name in sorted({*names, *more.split()}):
            yield "patronymic_name", gender, name


def _read_list(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").split()


if __name__ == "__main__":
    sys.exit(main())
