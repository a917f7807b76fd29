"""Names of people in running text, in any grammatical case, without knowing whose they are.

A word is masked when it may be a name by the dictionaries and is one by its context. A word that is
only a name (Оксана, Sarah) needs a capital. One that is an ordinary word too (Вера, Will) needs a
capital inside a sentence, a greeting, a vocative comma, a sign-off, or a patronymic or surname
beside it. One that is mostly a product's name needs more than a capital.
"""

import re
from dataclasses import replace

from ingest.privacy.lexicon import load_famous_names, stem_name
from ingest.privacy.name_lists import is_english, load_function_words, load_words
from ingest.privacy.spans import Span
from ingest.privacy.tokens import TokenisedText

_INITIALS = re.compile(r"(?:[А-ЯЁІЇЄҐA-Z]\.\s?){1,2}$")
_INITIALS_AFTER = re.compile(r"\s?(?:[А-ЯЁІЇЄҐA-Z]\.\s?){1,2}(?![^\W\d_])")
_SHORTEST_LOWER = 4
"""Letters of the shortest name that is masked in lower case."""
_SHORTEST_SURNAME = 3
_ABBREVIATED = 3
"""Letters up to which a word in capitals is an abbreviation: ИНН is no form of Инна."""


def find_person_names(text: str) -> list[Span]:
    """The names in a text. Given name, patronymic and surname of a person are one span; its `value`
    is their lemmas, joined by a space."""
    if not text or text.isdigit():
        return []
    return _NameFinder(TokenisedText(text)).find_spans()


class _NameFinder:
    """Finds the names of people in one text; `at` is the index of a token."""

    def __init__(self, text: TokenisedText) -> None:
        self._text = text

    def find_spans(self) -> list[Span]:
        found: list[Span] = []
        at = 0
        while at < len(self._text.tokens):
            first, last = self._match_person(at)
            if last < first:
                at += 1
                continue
            span = self._build_span(first, last)
            if self._text.is_introduced(at) or not (
                self._text.is_quoted(span) or self._is_famous(span, first)
            ):
                found.append(span)
            at = last + 1
        return _remove_overlaps(found)

    def _build_span(self, first: int, last: int) -> Span:
        tokens = self._text.tokens[first : last + 1]
        start, end = tokens[0].start, tokens[-1].end
        end -= 2 if tokens[-1].text.endswith(("'s", "’s")) else 0
        if tokens[-1].word.family or tokens[0].word.family:
            initials = _INITIALS.search(self._text.text, max(0, start - 6), start)
            start = initials.start() if initials else start
            after = _INITIALS_AFTER.match(self._text.text, end) if not initials else None
            end = after.end() if after else end
            end -= len(self._text.text[start:end]) - len(self._text.text[start:end].rstrip())
        value = " ".join(token.word.lemma or stem_name(token.text) for token in tokens)
        return Span(start, end, "name", value)

    def _is_famous(self, span: Span, first: int) -> bool:
        """Whether it is a famous person's name, and nobody is addressed by it."""
        famous = span.value in load_famous_names()
        return famous and not (self._text.has_honorific(first) or self._text.is_greeted(first))

    def _match_person(self, at: int) -> tuple[int, int]:
        """First and last token of the name that begins at token `at`; last < first for none."""
        token = self._text.tokens[at]
        introduced = self._text.is_introduced(at)
        if introduced and self._is_possible_name(at):
            return at, self._extend_name(at, introduced=True)
        if self._is_titled(at):
            return at, self._extend_name(at)
        if self._is_capital_surname(at):
            return at, self._extend_name(at + 1)
        if not token.word.is_name:
            return (at, at + 1) if self._is_foreign(at) else (at, at - 1)
        if token.word.family and not token.word.given:
            return self._match_surname_first(at)
        if token.word.patronymic and not token.word.given:
            return (at, at) if not token.word.ordinary else (at, at - 1)
        return (at, self._extend_name(at)) if self._is_given(at) else (at, at - 1)

    def _is_titled(self, at: int) -> bool:
        """Whether an unknown word is a name by "Mr", "пані" or the like before it, or by "Dear"
        before and a comma after it."""
        token = self._text.tokens[at]
        if (
            not token.is_capitalised
            or token.is_all_caps
            or token.text.casefold() in load_words("titled_things")
        ):
            return False
        if self._text.has_honorific(at):
            return not token.word.given and not token.word.brand
        unknown = not token.word.known and not is_english(token.text)
        return unknown and self._text.is_after_dear(at)

    # --- given names

    def _is_given(self, at: int) -> bool:
        token = self._text.tokens[at]
        word = token.word
        if (
            token.has_inner_capital
            or self._text.names_a_thing(at)
            or (token.is_all_caps and len(token.text) <= _ABBREVIATED + (not token.is_cyrillic))
        ):
            return False
        if not token.is_capitalised:
            return self._is_small_name(at)
        if self._is_beside_family(at) or self._is_beside_name(at):
            return True
        if self._text.follows_article(at):
            return False
        if word.brand:
            return (
                self._text.is_greeted(at)
                or self._text.is_addressed(at)
                or self._text.is_signature(at)
            )
        if word.place and self._text.is_after_place_word(at) and not self._text.is_spoken_to(at):
            return False
        if self._text.is_spoken_to(at):
            return True
        if (
            not word.ordinary
            or self._text.is_greeted(at)
            or self._text.is_addressed(at)
            or self._text.is_signature(at)
        ):
            return True
        return self._is_proven_by_capital(at)

    def _is_proven_by_capital(self, at: int) -> bool:
        token = self._text.tokens[at]
        if (
            token.is_all_caps
            or self._text.is_all_caps
            or self._text.begins_sentence(at)
            or self._text.is_beside_capital(at)
        ):
            return False
        # Latin words in a Cyrillic text are products more often than people.
        return token.is_cyrillic or not self._text.is_cyrillic

    def _is_small_name(self, at: int) -> bool:
        token = self._text.tokens[at]
        word = token.word
        greeted = self._text.is_greeted(at) or (word.common and self._text.is_spoken_to(at))
        if word.brand or len(token.text) < _SHORTEST_LOWER - greeted:
            return False
        if word.place and not greeted:
            return False
        if word.ordinary:
            return self._text.is_adjacent(at, at + 1) and self._text.tokens[at + 1].word.patronymic
        if token.is_cyrillic:
            return word.common or greeted
        return greeted or self._text.is_signature(at)

    def _is_beside_name(self, at: int) -> bool:
        """Whether "and" joins it to a word that is only a name: Ben and Chloe."""
        for step in (1, -1):
            joint, other = at + step, at + 2 * step
            if not (self._text.is_adjacent(at, joint) and self._text.is_adjacent(joint, other)):
                continue
            beside = self._text.tokens[other]
            sure = beside.word.given and not (beside.word.ordinary or beside.word.brand)
            if (
                self._text.is_conjunction(joint)
                and beside.is_capitalised
                and sure
                and not beside.word.place
            ):
                return not self._text.names_a_thing(other)
        return False

    def _is_beside_family(self, at: int) -> bool:
        """Whether a patronymic or a surname is beside it."""
        weak = self._text.tokens[at].word.ordinary or self._text.tokens[at].word.brand
        for other in (at + 1, at - 1):
            if not self._text.is_adjacent(at, other):
                continue
            if other > at and self._is_middle(other):
                other += 1
            beside = self._text.tokens[other]
            if beside.word.patronymic and beside.is_capitalised:
                return True
            sure = not (weak and beside.word.ordinary) or self._is_romanised(at, other)
            if beside.word.family and beside.is_capitalised and sure:
                return beside.text.casefold() not in load_words("not_surnames")
        return self._is_beside_unknown(at)

    def _is_romanised(self, at: int, other: int) -> bool:
        """Whether both words are Latin and neither is an ordinary English word."""
        tokens = self._text.tokens[at], self._text.tokens[other]
        words = [token.text.casefold() for token in tokens]
        latin = not any(token.is_cyrillic for token in tokens)
        return latin and not any(is_english(word) or word in load_words("words") for word in words)

    def _is_beside_unknown(self, at: int) -> bool:
        """Whether a capitalised word of no dictionary follows a rare Latin name."""
        token = self._text.tokens[at]
        if token.is_cyrillic or self._text.is_cyrillic or not self._text.is_adjacent(at, at + 1):
            return False
        plain = token.text.casefold()
        if plain in load_words("brands") or plain in load_words("words"):
            return False
        beside = self._text.tokens[at + 1]
        named = (
            beside.is_capitalised and not beside.is_all_caps and len(beside.text) >= _SHORTEST_LOWER
        )
        return named and not beside.word.known and not is_english(beside.text)

    def _is_foreign(self, at: int) -> bool:
        """Whether it is a capitalised word of no dictionary before a surname: Rajesh Kumar."""
        token = self._text.tokens[at]
        if (
            not token.is_capitalised
            or token.is_all_caps
            or token.word.known
            or not self._text.is_adjacent(at, at + 1)
        ):
            return False
        beside = self._text.tokens[at + 1]
        sure = beside.is_capitalised and beside.word.family and not beside.word.ordinary
        return sure and not self._text.names_a_thing(at + 1) and not is_english(token.text)

    # --- surnames that come first or alone

    def _match_surname_first(self, at: int) -> tuple[int, int]:
        token = self._text.tokens[at]
        none = (at, at - 1)
        if not token.is_capitalised or self._text.names_a_thing(at):
            return none
        if self._has_given_after(at):
            return at, self._extend_name(at + 1)
        if self._has_initials(at) or self._text.has_honorific(at):
            return at, at
        if (
            token.word.ordinary
            or token.word.place
            or (not token.is_cyrillic and not self._is_latin_surname(at))
        ):
            return none
        if token.word.brand or (token.is_all_caps and not self._text.is_all_caps):
            return none
        return at, at

    def _is_capital_surname(self, at: int) -> bool:
        """Whether it is a surname in capitals before a given name: MOORE Patrick. What no list has
        as a surname needs a sign-off or a greeting before it."""
        token = self._text.tokens[at]
        if (
            not token.is_all_caps
            or self._text.is_all_caps
            or len(token.text) <= _ABBREVIATED
            or not (self._text.is_adjacent(at, at + 1) or self._is_turned(at))
            or token.text.casefold() in load_words("not_surnames")
        ):
            return False
        beside = self._text.tokens[at + 1]
        if not beside.is_capitalised or beside.is_all_caps or not beside.word.given:
            return False
        sure = self._text.is_greeted(at) or self._text.is_signature(at)
        return sure or (token.word.family and not beside.word.brand)

    def _is_turned(self, at: int) -> bool:
        """Whether it is a listed surname before a comma and another word: "MOORE, Patrick"."""
        token = self._text.tokens[at]
        follows = at + 1 < len(self._text.tokens) and self._text.tokens[at + 1].start
        turned = follows == token.end + 2 and self._text.text[token.end : follows] == ", "
        return token.word.family and bool(turned)

    def _is_latin_surname(self, at: int) -> bool:
        """Whether a Latin surname is a name by itself: capitalised inside a sentence, no English
        word, no other capitalised word beside it."""
        token = self._text.tokens[at]
        if token.has_inner_capital or self._text.begins_sentence(at) or is_english(token.text):
            return False
        return self._is_proven_by_capital(at) and len(token.text) > _SHORTEST_LOWER

    def _has_given_after(self, at: int) -> bool:
        token = self._text.tokens[at]
        if not self._text.is_adjacent(at, at + 1) or not token.is_cyrillic:
            return False
        beside = self._text.tokens[at + 1]
        weak = token.word.ordinary and self._text.begins_sentence(at)
        return beside.is_capitalised and beside.word.given and not weak

    def _has_initials(self, at: int) -> bool:
        token = self._text.tokens[at]
        before = _INITIALS.search(self._text.text, max(0, token.start - 6), token.start)
        after = _INITIALS_AFTER.match(self._text.text, token.end)
        if before and before.start() and self._text.text[before.start() - 1].isalnum():
            before = None
        return bool(before) or (bool(after) and token.is_cyrillic)

    # --- how far a name goes

    def _extend_name(self, at: int, *, introduced: bool = False) -> int:
        """The last token of the name whose given part is token `at`."""
        last = at
        for other in range(at + 1, min(at + 3, len(self._text.tokens))):
            if not self._text.is_adjacent(last, other) or not self._is_continuation(
                last, other, introduced=introduced
            ):
                break
            last = other
        return last

    def _is_continuation(self, last: int, other: int, *, introduced: bool) -> bool:
        token = self._text.tokens[other]
        word = token.word
        plain = token.text.casefold()
        if plain in load_words("not_surnames") or plain in load_words("greeted"):
            return False
        if self._is_middle(other):
            return True
        if word.patronymic or (token.is_capitalised and self._text.tokens[last].word.patronymic):
            return True
        if not token.is_capitalised and introduced and self._ends_introduction(last, other):
            return True
        if not token.is_capitalised:
            small = not self._text.tokens[last].is_capitalised and self._text.is_greeted(last)
            return (introduced or small) and word.is_name and (small or not word.ordinary)
        if word.family or word.given:
            return True
        if token.is_cyrillic != self._text.tokens[last].is_cyrillic:
            return False
        if self._text.is_signature(last) or (introduced and self._is_likely_surname(last, other)):
            return True
        told = self._text.is_greeted(last) and self._text.ends_part(other)
        if (told or self._is_sure_given(last)) and self._is_likely_surname(last, other):
            return True
        return not word.known and not token.is_all_caps and not is_english(token.text)

    def _ends_introduction(self, last: int, other: int) -> bool:
        """Whether it is the word in small letters that ends "my name is ida rook and ..."."""
        tokens = self._text.tokens
        if tokens[last].is_capitalised or tokens[last].is_cyrillic != tokens[other].is_cyrillic:
            return False
        joined = self._text.is_adjacent(other, other + 1) and self._text.is_conjunction(other + 1)
        ended = joined or self._text.ends_part(other)
        return ended and self._is_likely_surname(last, other)

    def _is_sure_given(self, at: int) -> bool:
        """Whether a Latin word is a given name and nothing else."""
        word = self._text.tokens[at].word
        plain = self._text.tokens[at].text.casefold()
        only = word.given and not (word.ordinary or word.brand or word.place)
        return only and not is_english(plain) and not self._text.tokens[at].is_cyrillic

    def _is_likely_surname(self, last: int, other: int) -> bool:
        """Whether a capitalised word right after a given name is its surname, though an ordinary
        word too: Ida Rook. Both are in capitals, or neither is."""
        token, plain = self._text.tokens[other], self._text.tokens[other].text.casefold()
        if len(plain) < _SHORTEST_SURNAME or token.word.brand or token.has_inner_capital:
            return False
        if token.is_all_caps and not (
            self._text.tokens[last].is_all_caps or self._text.is_greeted(last)
        ):
            return False
        return plain not in load_function_words() and not self._text.names_a_thing(last)

    def _is_middle(self, at: int) -> bool:
        """Whether it is an initial between two parts of a name: Constantine L. Barker."""
        token = self._text.tokens[at]
        if (
            len(token.text) != 1
            or not token.is_capitalised
            or not self._text.is_adjacent(at, at + 1)
        ):
            return False
        return self._text.text[token.end] == "." and self._text.tokens[at + 1].is_capitalised

    def _is_possible_name(self, at: int) -> bool:
        """Whether the word after "my name is" can be a name."""
        token = self._text.tokens[at]
        plain = token.text.casefold()
        if plain in load_words("not_surnames") or len(plain) < 2:
            return False
        if token.word.is_name:
            return True
        return token.is_capitalised and not token.word.ordinary and not is_english(token.text)


def _remove_overlaps(spans: list[Span]) -> list[Span]:
    """Spans without overlap: initials before a name may belong to the name before it."""
    kept: list[Span] = []
    for span in spans:
        if kept and span.start < kept[-1].end:
            span = replace(span, start=kept[-1].end)
        kept.append(span)
    return kept
