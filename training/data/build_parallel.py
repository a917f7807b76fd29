"""Rebuilds the parallel corpus out of Debian packages' translations.

`python -m training.data.build_parallel --out en_ru_uk.tsv.gz` on a Debian system with apt-get and
dpkg-deb. The sentences carry their packages' licences (GPL, LGPL, MPL and others): they are for
training and measuring, and none of them is kept in this repository.
"""

import argparse
import gettext
import gzip
import io
import json
import logging
import re
import subprocess
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

logger = logging.getLogger("training")

LANGUAGES = ("ru", "uk")
_PACKAGES = """
akregator apper-data aptitude-common audacity-data bleachbit calibre calligra-data cheese-common
darktable deluge-common digikam-data dolphin evolution-common evolution-data-server-common gajim
geany-common geeqie-common gimp-data gnome-control-center-data gnome-shell-common
gnome-software-common gnucash-common grisbi-common gthumb-data homebank-data inkscape k3b-data
kaddressbook kate5-data kdenlive-data kget kmail kmymoney konversation korganizer krita-data
kstars-data ktorrent-data libreoffice-l10n-ru libreoffice-l10n-uk lokalize marble-data mediawiki
nautilus-data nextcloud-desktop-l10n openttd-data phpmyadmin pidgin-data plasma-desktop-data
plasma-discover-common plasma-workspace-data qgis-providers-common remmina-common rhythmbox-data
scribus-data shotwell-common skrooge-common stellarium-data synaptic tellico-data totem-common
transmission-common umbrello virt-manager wesnoth-1.16-data wordpress-l10n
"""

_MO = re.compile(r"/(?:locale|languages)/(?:.*/)?(ru|uk)(?:_RU|_UA)?/LC_MESSAGES/[^/]+\.mo$")
_I18N = re.compile(r"/i18n/(?:[^/]+/)?(en|ru|uk)\.json$")
_TAG = re.compile(r"<[^<>]+>|\{\{[^{}]*\}\}|\[\[|\]\]|'''?")
_PLACEHOLDER = re.compile(r"%[\d$]*[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]|%\d+|\$\w+|\{\w*\}|&\w+;")
_ACCELERATOR = re.compile(r"[&_](?=\w)")

Messages = dict[str, dict[str, str]]
"""English to language to translation."""


def main() -> None:
    """Download, read, clean, merge, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    messages: Messages = defaultdict(dict)
    for package in _PACKAGES.split():
        before = len(messages)
        for english, lang, translation in read_package(package):
            messages[english].setdefault(lang, translation)
        logger.info("%s: %d new messages", package, len(messages) - before)
    write(messages, options.out)


def read_package(package: str) -> Iterator[tuple[str, str, str]]:
    """(English, language, translation), cleaned, of one package; none if it is gone."""
    with TemporaryDirectory() as scratch:
        command = ["apt-get", "download", "-q", package]
        fetched = subprocess.run(command, cwd=scratch, capture_output=True, check=False)
        archives = list(Path(scratch).glob("*.deb"))
        if fetched.returncode != 0 or not archives:
            logger.warning("%s cannot be downloaded, going on without it", package)
            return
        unpacked = ["dpkg-deb", "--fsys-tarfile", str(archives[0])]
        content = subprocess.run(unpacked, capture_output=True, check=True).stdout
    for english, lang, translation in read_archive(content):
        pair = clean(english), clean(translation)
        if is_sentence(*pair):
            yield pair[0], lang, pair[1]


def read_archive(content: bytes) -> Iterator[tuple[str, str, str]]:
    """Raw messages of every catalogue in a package's files."""
    by_folder: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            compiled, listed = _MO.search(member.name), _I18N.search(member.name)
            file = archive.extractfile(member) if compiled or listed else None
            if file and compiled:
                yield from _read_mo(file.read(), compiled.group(1))
            elif file and listed:
                folder = str(Path(member.name).parent)
                by_folder[folder][listed.group(1)] = _read_i18n(file.read())
    for languages in by_folder.values():
        yield from _join_languages(languages)


def clean(text: str) -> str:
    """Tags, placeholders and keyboard accelerators off; white space single."""
    text = _PLACEHOLDER.sub(" ", _TAG.sub(" ", text))
    return " ".join(_ACCELERATOR.sub("", text).split())


def is_sentence(english: str, translation: str) -> bool:
    """3 to 40 English words, and a translation in Cyrillic."""
    return 3 <= len(english.split()) <= 40 and re.search("[а-яіїєґ]", translation) is not None


def write(messages: Messages, out: Path) -> None:
    """A gzipped TSV with columns en, ru, uk, in the order of the English, the same every time."""
    rows = [[en, *(messages[en].get(lang, "") for lang in LANGUAGES)] for en in sorted(messages)]
    lines = ["\t".join(row) for row in (["en", *LANGUAGES], *rows)]
    with gzip.GzipFile(out, "wb", mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode())
    logger.info("%d messages", len(messages))


def _read_mo(content: bytes, lang: str) -> Iterator[tuple[str, str, str]]:
    catalogue = gettext.GNUTranslations(io.BytesIO(content))
    for key, translation in vars(catalogue)["_catalog"].items():
        english = key[0] if isinstance(key, tuple) else key
        # A context comes before the message, parted by this byte.
        yield english.rpartition("\x04")[2], lang, translation


def _read_i18n(content: bytes) -> dict[str, str]:
    listed = json.loads(content.decode("utf-8"))
    return {key: value for key, value in listed.items() if isinstance(value, str)}


def _join_languages(languages: dict[str, dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    for key, english in languages.get("en", {}).items():
        for lang in LANGUAGES:
            if key in languages.get(lang, {}):
                yield english, lang, languages[lang][key]


if __name__ == "__main__":
    main()
