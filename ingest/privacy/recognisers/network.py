"""IP addresses, handles, links to people's pages, and secrets in links."""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import unquote

from ingest.privacy.spans import Span, TakenRanges

_IPV4 = re.compile(r"(?<![\w.\-/])(\d{1,3}(?:\.\d{1,3}){3})(:\d{2,5})?(?![\w-]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-fA-F]{1,4}:){2}:?[0-9a-fA-F][0-9a-fA-F:]{0,28}+(?![\w:])")
_VERSION = re.compile(
    r"(?:\b(?:v|ver|version|версі\w*|верси\w*|build|билд|збірк\w*|сборк\w*|прошивк\w*|firmware|"
    r"release|релиз\w*|реліз\w*|драйвер\w*|driver|обновлени\w*|оновленн\w*|update|пункт\w*|раздел\w*|"
    r"section|chrome|firefox|android|ios|windows|sdk|app|приложени\w*|застосун\w*)\b|/)"
    r"[\s:.=v]{0,3}$",
    re.IGNORECASE,
)
_CALLED_IP = re.compile(r"\bip\b|айпи|\bip-|ip.?адрес|айпі|address|адрес", re.IGNORECASE)
_LOOKED_BACK = 32
_HANDLE = re.compile(r"(?<![\w@/.+%&=-])@([A-Za-z][A-Za-z0-9_.]{2,31})(?![\w@/-])")
_HANDLE_CALLED = re.compile(
    r"(?:\b(?:telegram|instagram|skype|discord|twitter|insta|inst|tg)|\b(?:телеграм\w*|инстаграм\w*|"
    r"інстаграм\w*|скайп\w*|нік(?:нейм)?|ник(?:нейм)?|нику|ніку)|\bтг)(?:\s+(?:is|это|це))?\s*[:—–-]\s*"
    r"((?=[\w.]*[a-z])[A-Za-z][\w.]{3,31}[A-Za-z0-9])",
    re.IGNORECASE,
)
_NOBODY_WORDS = (
    "here channel all everyone everybody team support admin media import export override param "
    "return returns throws author since see deprecated nullable nonnull test before after bean "
    "autowired component service charset keyframes font-face supports apply tailwind layer page "
    "types angular babel vue react nestjs click submit change input model bot help"
)
_NOBODY = frozenset(_NOBODY_WORDS.split())
_COMPANY_BOT = re.compile(r"bot$", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"'«»\]]+", re.IGNORECASE)
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.|web\.)?"
    r"(?:(?:t\.me|telegram\.me|wa\.me|viber\.click|vk\.com|ok\.ru|instagram\.com|twitter\.com|x\.com|"
    r"tiktok\.com|linkedin\.com/in|fb\.com|fb\.me|github\.com|calendly\.com|paypal\.me|"
    r"send\.monobank\.ua/jar|join\.skype\.com|discord\.gg|discordapp\.com/users|"
    r"(?:(?<!\w)\w++\.)?zoom\.us/[jw]|meet\.google\.com|pinterest\.com|youtube\.com/@|medium\.com/@)"
    r"(?:/|(?<=@))[@+]?|facebook\.com/(?:profile\.php\?id=)?)"
    r"([\w.+%@-]{3,})/?(?:\?[\w=&%.+~-]*)?(?![\w/-])",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"https?://(?:docs|drive|forms)\.google\.com/[\w/.-]*?([\w-]{20,})[^\s<>\"'«»\])]*"
    r"|https?://(?:www\.)?(?:dropbox\.com|disk\.yandex\.\w+|1drv\.ms|icloud\.com|we\.tl|"
    r"drive\.proton\.me|cloud\.mail\.ru)/[^\s<>\"'«»\])]+",
    re.IGNORECASE,
)
_PAGES_WORDS = (
    "help about login signup explore settings groups pages marketplace watch share sharer.php "
    "download support business policies privacy terms home search events hashtag apps features "
    "pricing joinchat addstickers"
)
_PAGES = frozenset(_PAGES_WORDS.split())
_PARAMETER = re.compile(r"(?<=[?&;#])([\w-]++)=")
_VALUE = re.compile(r"[^&\s<>\"'#;\])]{3,}")
_SECRET = re.compile(
    r"token|secret|passw(?:or)?d|apikey|api_key|session|signature|jwt|invite|recovery|otp|"
    r"\A(?:key|auth|sig|sid|code|pwd|pass|hash|uid|user|username|user_id|userid|login|email|e-mail|"
    r"mail|phone|tel|name|first_?name|last_?name|fio|card|access|confirm|verify|reset|t|k|state|"
    r"nonce)\Z",
    re.IGNORECASE,
)
"""In the name of a parameter, or all of it: the value is secret or personal."""
_LONG_TOKEN = re.compile(r"(?<=[/=.])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{24,}(?![\w-])")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_PRIVATE_PATH = re.compile(
    r"(?<=/)(?:reset|verify|confirm|invite|unsubscribe|magic|activate|token|session|share|s)/"
    r"([A-Za-z0-9_-]{8,})(?![\w-])",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"(?<=://)[^\s/@:]+:[^\s/@]+(?=@)")
_BARE_TOKEN = re.compile(
    r"(?<![\w.-])(?:eyJ[\w-]{8,}\.[\w-]{6,}(?:\.[\w-]*)?|(?:sk|pk|rk)_(?:live|test)_\w{8,}|"
    r"gh[pousr]_\w{20,}|xox[abp]-[\w-]{10,}|AKIA[0-9A-Z]{16}|glpat-[\w-]{16,}|"
    r"(?<=Bearer )[\w.~+/-]{16,}=*)(?![\w])"
)


def find_ip_addresses(text: str) -> list[Span]:
    """IPv4 and IPv6 addresses. Versions and loopback addresses are none; a private address is one
    only after a word like "ip"."""
    found = [
        Span(*match.span(1), "ip", match[1])
        for match in _IPV4.finditer(text)
        if _is_ipv4(text, match)
    ]
    found += [Span(*match.span(), "ip", match[0].lower()) for match in _IPV6.finditer(text)
              if _is_ipv6(match[0])]  # fmt: skip
    return sorted(found, key=lambda span: span.start)


def _is_ipv4(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _LOOKED_BACK) : match.start()]
    try:
        address = ipaddress.IPv4Address(match[1])
    except ValueError:
        return False
    if _VERSION.search(before) or match[1].startswith("0.") or address.is_loopback:
        return False
    if address.is_global or not address.is_private:
        return int(match[1].split(".")[0]) >= 5 or bool(_CALLED_IP.search(before))
    if match[2] or match[1].endswith((".0", ".1", ".254", ".255")):
        return False
    documented = not match[1].startswith(("10.", "172.", "192.168.", "169.254."))
    return documented or bool(_CALLED_IP.search(before))


def _is_ipv6(text: str) -> bool:
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return not address.is_loopback and any(letter.isalpha() for letter in text) | (":" in text)


def find_handles(text: str) -> list[Span]:
    """`@name`, and the name after "telegram:" and the like. Roles, bots and code are none."""
    found = []
    for match in _HANDLE.finditer(text) if "@" in text else ():
        name = match[1].rstrip("._")
        if len(name) > 2 and name.casefold() not in _NOBODY and not _COMPANY_BOT.search(name):
            found.append(Span(match.start(), match.start(1) + len(name), "handle", name.casefold()))
    found += [
        Span(*match.span(1), "handle", match[1].casefold())
        for match in _HANDLE_CALLED.finditer(text)
        if match[1].casefold() not in _NOBODY and not _COMPANY_BOT.search(match[1])
    ]
    return sorted(found, key=lambda span: span.start)


def find_personal_links(text: str) -> list[Span]:
    """Whole links to a person's page, chat, call or shared file; pages of the site are none."""
    if "." not in text:
        return []
    found = []
    for match in _PROFILE.finditer(text):
        begins = match.start() == 0 or not re.match(r"[\w.@-]", text[match.start() - 1])
        page = unquote(match[1]).casefold()
        if begins and page.rstrip(".") not in _PAGES and not _COMPANY_BOT.search(page.rstrip(".")):
            end = match.end() - (len(match[0]) - len(match[0].rstrip(".,")))
            found.append(Span(match.start(), end, "link", match[0].casefold().rstrip(".,/")))
    for match in _SHARED.finditer(text):
        end = match.end() - (len(match[0]) - len(match[0].rstrip(".,;:!?")))
        found.append(Span(match.start(), end, "link", text[match.start() : end]))
    return sorted(found, key=lambda span: span.start)


def find_secrets(text: str) -> list[Span]:
    """Credentials and personal parameters in URLs, and API keys with a known prefix."""
    found = [Span(*match.span(), "token", match[0]) for match in _BARE_TOKEN.finditer(text)]
    ranges = TakenRanges(len(text))
    for span in found:
        ranges.take(span.start, span.end)
    for url in _URL.finditer(text):
        for match, group in _find_secrets_in_url(text, *url.span()):
            if not _UUID.fullmatch(match[group]) and ranges.take(*match.span(group)):
                found.append(Span(*match.span(group), "token", match[group]))
    return sorted(found, key=lambda span: span.start)


def _find_secrets_in_url(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], int]]:
    """Matches, and the group that is the secret, the most reliable first."""
    yield from ((match, 0) for match in _LOGIN.finditer(text, start, end))
    read = start
    for name in _PARAMETER.finditer(text, start, end):
        if name.start() >= read and _SECRET.search(name[1]):
            value = _VALUE.match(text, name.end(), end)
            if value:
                yield value, 0
                read = value.end()
    yield from ((match, 1) for match in _PRIVATE_PATH.finditer(text, start, end))
    yield from ((match, 0) for match in _LONG_TOKEN.finditer(text, start, end))
