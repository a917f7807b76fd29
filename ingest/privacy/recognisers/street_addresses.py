"""Street addresses: a street with a house number, in Russian, Ukrainian, English and German."""

import re

from ingest.privacy.spans import Span, TakenRanges

_KIND = (
    r"(?:ул(?:ица|ице|ицу|ицы)?|вул(?:иця|иці|ицю)?|просп(?:ект\w{0,9})?|пр-т|пр-кт|пр-ту|"
    r"переул\w{0,9}|пер|провул\w{0,9}|пров|бульвар\w{0,9}|бульв|бул|б-р|шоссе|шосе|"
    r"наб(?:ережн\w{1,9})?|площад\w{1,9}|площ[аі]|пл|мкр|микрорайон\w{0,9}|мікрорайон\w{0,9}|м-н|"
    r"проезд\w{0,9}|проїзд\w{0,9}|тупик\w{0,9}|аллея|аллее|алея|узвіз|линия|лінія|квартал)"
)
"""No repetition here is without an end, so that a text that nearly is an address costs no more than
its length: words have at most 60 letters, and white space is never given back (`*+`)."""
_NAME = (
    r"(?:\d{1,3}-?\w{0,3}\s++)?[А-ЯЁІЇЄҐ0-9][\w.'’-]{0,60}"
    r"(?:\s++(?:(?:и|і|та)\s?)?[А-ЯЁІЇЄҐ][\w.'’-]{0,60}){0,3}"
)
_HOUSE = (
    r"(?:,?\s*+(?:д(?:ом|\.)?|буд(?:инок|инку|\.)?|б\.|house|№)\s*+)?(?:№\s*+)?\d{1,4}"
    r"(?:[ -]?[а-яіїєa-z](?![\w]))?(?:\s*+[/-]\s*+\d{1,4}[а-яіїє]?)?"
)
_REST = (
    r"(?:,?\s*+(?:к(?:орп(?:ус)?)?|корпус|стр(?:оение)?|секція|секция|под(?:ъезд|[’']їзд)?|підʼїзд|"
    r"під[’']їзд|эт(?:аж)?|поверх|кв(?:артира|артирі|артире)?|оф(?:ис|іс)?|домофон)\.?\s*+№?\s*+"
    r"\d{1,5}[а-яіїє]?)*"
)
_CYRILLIC = re.compile(
    rf"(?<!\w)(?:(?i:{_KIND})\.?\s*+{_NAME},?\s*+(?i:{_HOUSE}{_REST})"
    rf"|[А-ЯЁІЇЄҐ][\w’'-]{{1,60}}(?:ая|яя|ий|ый|ой|ого|а|ський|ська|ська|ской|ском|у)\s++"
    rf"(?i:{_KIND})\.?,?\s*+"
    rf"(?i:{_HOUSE}{_REST}))(?![\w])"
)
_FLAT = re.compile(
    r"(?<!\w)(?:д(?:ом)?|буд(?:инок)?)\.?\s*+№?\s*+\d{1,4}[а-яіїє]?(?:[/-]\d{1,3})?,?\s*+"
    r"(?:(?:корп(?:ус)?|к|під[’'ʼ]їзд|подъезд|этаж|эт|поверх)\.?\s*+\d{1,3}[а-яіїє]?,?\s*+)*"
    r"(?:кв(?:артира)?)\.?\s*+№?\s*+\d{1,5}(?!\w)",
    re.IGNORECASE,
)
_SUFFIX = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Terrace|Place|Pl|"
    r"Square|Sq|Crescent|Close|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Gardens|Row|Mews|Hill|Trail)"
)
_UNIT = (
    r"(?:,?\s*+(?:Apt|Apartment|Flat|Unit|Suite|Ste|Room|Floor)\.?\s*+#?\s*+\w{1,5}"
    r"|,?\s*+#\s?\d{1,5}\w?)"
)
_ENGLISH = re.compile(
    rf"(?:(?<!\w)(?:Apt|Apartment|Flat|Unit|Suite)\.?\s*+\w{{1,5}},\s*+)?"
    rf"(?<![\w.,/-])\d{{1,5}}[A-Za-z]?(?:-\d{{1,5}})?\s++"
    rf"(?:(?:[NSEW]|North|South|East|West)\.?\s++)?"
    rf"(?:[A-Z][\w'’-]{{1,60}}|\d{{1,3}}(?:st|nd|rd|th))(?:\s++[A-Z][\w'’-]{{1,60}}){{0,3}}?\s++"
    rf"{_SUFFIX}\b\.?{_UNIT}?"
)
_LOWER_ENGLISH = re.compile(
    rf"(?<![\w.,/-])\d{{1,5}}[a-z]?\s++(?:[a-z][a-z'-]{{1,60}}\s++){{1,2}}"
    rf"(?:street|avenue|road|lane|boulevard|blvd)\b\.?(?i:{_UNIT})?"
)
_GERMAN = re.compile(
    r"(?<!\w)[A-ZÄÖÜ][\wäöüß-]{0,60}(?:straße|strasse|str\.|weg|allee|platz|gasse|damm|ufer)\s++"
    r"\d{1,4}\s?[a-z]?(?![\w])"
)
_CYRILLIC_KIND = re.compile(rf"(?<!\w){_KIND}(?!\w)", re.IGNORECASE)


def find_street_addresses(text: str) -> list[Span]:
    """Streets with a house number, with the flat if there is one. A street alone is a place."""
    if not any(map(str.isdigit, text)):
        return []
    found: list[Span] = []
    patterns = [_FLAT, _ENGLISH, _LOWER_ENGLISH, _GERMAN]
    if _CYRILLIC_KIND.search(text):
        patterns.insert(0, _CYRILLIC)
    ranges = TakenRanges(len(text))
    for pattern in patterns:
        for match in pattern.finditer(text):
            if ranges.take(*match.span()):
                value = " ".join(match[0].casefold().split())
                found.append(Span(*match.span(), "address", value))
    return sorted(found, key=lambda span: span.start)
