"""Removal of quoted replies, signatures, device lines and disclaimers from a message.

Rules by line, in linear time, for Russian, Ukrainian, English and the common headers of other
languages. (mail-parser-reply does not know Mail.ru's header.)
"""

import re

from domain.placeholders import pattern_of
from ingest.parsing.reply_headers import find_block, find_sentence

_EMAIL = pattern_of("email")
_QUOTED = re.compile(r"^\s*>")
_REPLY_HEADER = re.compile(
    r"^.{0,200}\b(?:wrote|said|writes|schrieb(?: .{1,60})?|a écrit|escribió|escreveu|"
    r"napisał(?:\(a\)|a)?|pisze|ha scritto|schreef(?: .{1,60})?|"
    r"skrev(?: .{1,60})?|kirjoitti|írta|napsala?|napsal\(a\)|a scris|yazdı|şunu yazdı|έγραψε|"
    r"написа|жазды|"
    r"пишет|писал[аи]?|написал[аи]?|написал\(а\)|пише|написав|написала|писав)\s*:\s*$",
    re.IGNORECASE,
)
_DATE_OR_ADDRESS = re.compile(
    rf"\d{{1,2}}[:.]\d\d|\b(?:19|20)\d\d\b|@|{_EMAIL}|<[^<>]*>|"
    r"^(?:On|Am|Le|El|Em|Dnia|Il|Op)\s",
    re.I,
)
_MAIL_RU = re.compile(
    r"^.{0,80}\d{1,2}:\d\d(?:.{0,30}\sот\s.{1,120}|.{0,80}(?:<[^>]{3,120}>|"
    rf"\([^()\s]*@[^()\s]*\)|\({_EMAIL}\)))\s*:\s*$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^\s*(?:[-_]{3,}\s*)?(?:original message|forwarded message|исходное сообщение|"
    r"пересылаемое сообщение|пересланное сообщение|переадресоване повідомлення|"
    r"вихідне повідомлення|оригінальне повідомлення|ursprüngliche nachricht|message d'origine|"
    r"mensaje original|messaggio originale|wiadomość oryginalna|oryginalna wiadomość|"
    r"oorspronkelijk bericht|mensagem original|"
    r"mensagem encaminhada|mensaje reenviado|message transféré|weitergeleitete nachricht|"
    r"wiadomość przekazana|перенаправленное сообщение|begin forwarded message|"
    r"начало переадресованного сообщения|початок листа, що пересилається)"
    r"\s*(?:[-_]{3,}|:)?\s*$|^\s*_{20,}\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^\W{0,3}(?:from|sent|to|subject|date|cc|reply-to|importance|от|отправлено|кому|тема|дата|копия|"
    r"від|надіслано|відправлено|копія|von|gesendet|an|betreff|datum|de|envoyé|à|objet|para|"
    r"enviad[oa](?: el| em)?|asunto|assunto|data|fecha|od|do|wysłano|wysłane|temat|da|inviato|a|"
    r"oggetto|van|verzonden|aan|onderwerp)\s*:\*{0,2}\s",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^\W{0,3}(?:sent from (?:my|mail|yahoo|outlook|samsung)|"
    r"sent (?:via|with|using) |get outlook for|отправлено (?:с|из) |"
    r"надіслано (?:з|із) |gesendet (?:von|mit) |envoyé (?:de|depuis) |enviado (?:desde|do|de) |"
    r"wysłane z |wysłano z |verzonden (?:vanaf|met) |inviato da|von meine[mr] .{1,40} gesendet|"
    r"(?:загрузить|скачать|получить|получите|завантажити|отримати|отримайте) outlook (?:для|на)|"
    r"outlook für (?:ios|android)|téléchargez outlook|obtener outlook|obter o outlook|"
    r"pobierz outlook|envoyé à partir (?:de|du) |envoyé via |"
    r"sendt fra (?:min|mit|outlook|samsung)|"
    r"skickat från (?:min|mitt|outlook)|lähetetty (?:iphone|ipad|samsung|outlook|puhelimesta)|"
    r"odesláno z |küldve az? |trimis (?:de pe|din) |iphone['’]umdan gönderildi|"
    r"στάλθηκε από το |изпратено от (?:моя|iphone)|enviado a partir d|enviado con |"
    r"inviato dal? |gesendet über |从我的.{1,20}发送|發自我的|发自我的|"
    r"iphoneから送信|나의 (?:iphone|갤럭시)|נשלח מה|أرسلت من |"
    r"mobile\.outlook).{0,80}$",
    re.IGNORECASE,
)
_DEVICE_TAIL = re.compile(
    r"\b(?:sent from my \w+(?: \w+)?|отправлено с (?:моего )?\w+|надіслано з (?:мого )?\w+)"
    r"\s*+\.?\s*$",
    re.I,
)
_BARE_REPLY_HEADER = re.compile(
    r"^.{1,80}\b(?:said|wrote|пишет|пише|написал(?:\(а\))?)\s*:?$", re.I
)
_REPLY_HEADER_START = re.compile(
    r"^(?:(?:On|Am|Le|El|Em|Il|Op)\s.*\d|\d{1,2}[./]\d{1,2}[./]\d{4}\b|"
    r".{0,80}\b(?:19|20)\d\d\b.*\d{1,2}:\d\d)"
)
_DISCLAIMER = re.compile(
    r"^\W{0,3}(?:(?:внимание|увага|важно|важливо|important|attention|notice)\W{1,3})?"
    r"(?:confidentiality notice|legal disclaimer|disclaimer\s*:|"
    r"(?:this|the information (?:contained )?in this) (?:e-?mail|message|communication)\b.{0,200}"
    r"\b(?:confidential|privileged|intended (?:only|solely))|"
    r"(?:это|данное|настоящее) (?:электронное )?(?:сообщение|письмо)\b.{0,200}конфиденциальн|"
    r"(?:цей|це|даний|дане) (?:електронн\w+ )?(?:лист|повідомлення)\b.{0,200}конфіденційн|"
    r"diese (?:e-?mail|nachricht)\b.{0,200}(?:vertraulich|rechtlich geschützt)|"
    r"ce (?:message|courriel|mail|courrier)\b.{0,200}confidentiel|"
    r"est[ea] (?:mensaje|correo|e-?mail|mensagem)\b.{0,200}confidencia|"
    r"(?:ta|niniejsza) wiadomość\b.{0,200}(?:poufn|zastrzeżon)|"
    r"(?:please )?(?:consider|think of) the environment before printing|"
    r"подумайте об (?:окружающей среде|экологии))",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^--\s*$")
_URL = re.compile(
    r"(?:https?://|\bwww\.)([^\s/?#<>()\[\]\"']{1,253})[^\s<>()\[\]\"']*", re.IGNORECASE
)
_HEADERS = 3
"""Header lines in a row that begin a quoted message."""


def strip_quoted_replies(text: str) -> str:
    """The writer's own lines.

    Quoted lines are removed, and everything below a reply header, a signature mark, a device line
    or a disclaimer. A mark in front of the first own line ends nothing.
    """
    lines = text.split("\n")
    end = _find_reply_end(lines)
    own = [line for i, line in enumerate(lines[:end]) if not _is_quotation(lines, i)]
    return _DEVICE_TAIL.sub("", "\n".join(own)).strip()


def shorten_urls(text: str) -> str:
    """The text with every web address shortened to its host."""
    return _URL.sub(lambda match: match[1].casefold().removeprefix("www."), text)


def _find_reply_end(lines: list[str]) -> int:
    """Index of the first line that is no longer the writer's own."""
    started = False
    for i, line in enumerate(lines):
        if started and _is_reply_end(lines, i):
            return i
        started = started or bool(line.strip() and not _is_quotation(lines, i))
    return len(lines)


def _is_reply_end(lines: list[str], i: int) -> bool:
    line = lines[i]
    if _SIGNATURE.match(line) or _ORIGINAL.match(line) or _DEVICE.match(line):
        return True
    if _DISCLAIMER.match(" ".join(lines[i : i + 4])[:400]):
        return True
    if _is_reply_header(lines, i):
        return not _is_quote_next(lines, i)
    if find_block(lines, i):
        return True
    return all(_HEADER.match(each) for each in lines[i : i + _HEADERS]) and i + _HEADERS <= len(
        lines
    )


def _is_quotation(lines: list[str], i: int) -> bool:
    if _QUOTED.match(lines[i]):
        return True
    above = (i - size + 1 for size in (2, 3) if i + 1 >= size)
    first = next((at for at in above if find_sentence(lines, at) > i - at), i)
    return _is_reply_header(lines, first) and _is_quote_next(lines, first)


def _is_reply_header(lines: list[str], i: int) -> bool:
    """Whether a line is "On …, … wrote:"; mail programs break it in two."""
    line = lines[i].strip()
    if find_sentence(lines, i):
        return True
    if _BARE_REPLY_HEADER.match(line) and _is_quote_next(lines, i):
        return True
    if len(line) > 300 or not line.endswith(":"):
        following = lines[i + 1].strip() if i + 1 < len(lines) else ""
        broken = len(line) < 200 and following.endswith(":") and len(following) < 100
        if not (broken and _REPLY_HEADER_START.match(line)):
            return False
        line = f"{line} {following}"
    return bool(
        _MAIL_RU.match(line) or (_REPLY_HEADER.match(line) and _DATE_OR_ADDRESS.search(line))
    )


def _is_quote_next(lines: list[str], i: int) -> bool:
    i += max(find_sentence(lines, i), 1) - 1
    following = [line for line in lines[i + 1 : i + 4] if line.strip()]
    return bool(following) and any(_QUOTED.match(line) for line in following[:2])
