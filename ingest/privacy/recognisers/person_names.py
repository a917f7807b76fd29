"""Names of people in running text, in any grammatical case, without knowing whose they are.

A word is masked when a dictionary says that it may be a name and the text says that it is one. A
word that is nothing but a name (Оксана, Sarah) needs a capital; one that is an ordinary word too
(Вера, Will) needs a capital inside a sentence, a greeting, a comma after an address, a sign-off, or
a patronymic or surname beside it; one that mostly names a product needs more than a capital.
"""

import re
from dataclasses import replace

from ingest.privacy.lexicon import load_famous_names, stem_name
from ingest.privacy.name_lists import is_english, load_words
from ingest.privacy.spans import Span
from ingest.privacy.tokens import TokenisedText

_INITIALS = re.compile(r"(?:[А-ЯЁІЇЄҐA-Z]\.\s?){1,2}$")
_INITIALS_AFTER = re.compile(r"\s?(?:[А-ЯЁІЇЄҐA-Z]\.\s?){1,2}(?![^\W\d_])")
_SHORTEST_LOWER = 4
"""Letters of a name that is masked though written small."""
_ABBREVIATED = 3
"""Letters of a word in capitals that is an abbreviation: ИНН is no form of Инна."""


def find_person_names(text: str) -> list[Span]:
    """The names in a text, given name, patronymic and surname of one person as one span; `value`
    is their stems, joined by a space."""
    if not text or text.isdigit():
        return []
    return _NameFinder(TokenisedText(text)).find_spans()


class _NameFinder:
    """The people one text names."""

    def __init__(self, told: TokenisedText) -> None:
        self._s = told

    def find_spans(self) -> list[Span]:
        found: list[Span] = []
        at = 0
        while at < len(self._s.tokens):
            first, last = self._match_person(at)
            if last < first:
                at += 1
                continue
            span = self._build_span(first, last)
            if self._s.is_introduced(at) or not (
                self._s.is_quoted(span) or self._is_famous(span, first)
            ):
                found.append(span)
            at = last + 1
        return _remove_overlaps(found)

    def _build_span(self, first: int, last: int) -> Span:
        tokens = self._s.tokens[first : last + 1]
        start, end = tokens[0].start, tokens[-1].end
        end -= 2 if tokens[-1].text.endswith(("'s", "’s")) else 0
        if tokens[-1].word.family or tokens[0].word.family:
            initials = _INITIALS.search(self._s.text, max(0, start - 6), start)
            start = initials.start() if initials else start
            after = _INITIALS_AFTER.match(self._s.text, end) if not initials else None
            end = after.end() if after else end
            end -= len(self._s.text[start:end]) - len(self._s.text[start:end].rstrip())
        value = " ".join(token.word.lemma or stem_name(token.text) for token in tokens)
        return Span(start, end, "name", value)

    def _is_famous(self, span: Span, first: int) -> bool:
        """Whether everybody knows the name, and it is not used to speak to somebody."""
        famous = span.value in load_famous_names()
        return famous and not (self._s.has_honorific(first) or self._s.is_greeted(first))

    def _match_person(self, at: int) -> tuple[int, int]:
        """First and last token of the person named from token `at` on; last < first for none."""
        token = self._s.tokens[at]
        introduced = self._s.is_introduced(at)
        if introduced and self._is_possible_name(at):
            return at, self._extend_name(at, introduced=True)
        if self._is_titled(at):
            return at, self._extend_name(at)
        if not token.word.is_name:
            return (at, at + 1) if self._is_foreign(at) else (at, at - 1)
        if token.word.family and not token.word.given:
            return self._match_surname_first(at)
        if token.word.patronymic and not token.word.given:
            return (at, at) if not token.word.ordinary else (at, at - 1)
        return (at, self._extend_name(at)) if self._is_given(at) else (at, at - 1)

    def _is_titled(self, at: int) -> bool:
        """Whether "Mr", "пані" or the like makes a name even of a word that no dictionary has;
        "Dear" does where a comma follows."""
        token = self._s.tokens[at]
        if (
            not token.is_capitalised
            or token.is_all_caps
            or token.text.casefold() in load_words("titled_things")
        ):
            return False
        if self._s.has_honorific(at):
            return not token.word.given and not token.word.brand
        unknown = not token.word.known and not is_english(token.text)
        return unknown and self._s.is_after_dear(at)

    # --- given names

    def _is_given(self, at: int) -> bool:
        token = self._s.tokens[at]
        word = token.word
        if (
            token.has_inner_capital
            or self._s.names_a_thing(at)
            or (token.is_all_caps and len(token.text) <= _ABBREVIATED + (not token.is_cyrillic))
        ):
            return False
        if not token.is_capitalised:
            return self._is_small_name(at)
        if self._is_beside_family(at) or self._is_beside_name(at):
            return True
        if word.brand:
            return self._s.is_greeted(at) or self._s.is_addressed(at) or self._s.is_signature(at)
        if word.place and self._s.is_after_place_word(at) and not self._s.is_spoken_to(at):
            return False
        if self._s.is_spoken_to(at):
            return True
        if (
            not word.ordinary
            or self._s.is_greeted(at)
            or self._s.is_addressed(at)
            or self._s.is_signature(at)
        ):
            return True
        return self._is_proven_by_capital(at)

    def _is_proven_by_capital(self, at: int) -> bool:
        token = self._s.tokens[at]
        if (
            token.is_all_caps
            or self._s.is_all_caps
            or self._s.begins_sentence(at)
            or self._s.is_beside_capital(at)
        ):
            return False
        # Latin words in a Cyrillic text are products more often than people.
        return token.is_cyrillic or not self._s.is_cyrillic

    def _is_small_name(self, at: int) -> bool:
        token = self._s.tokens[at]
        word = token.word
        greeted = self._s.is_greeted(at) or (word.common and self._s.is_spoken_to(at))
        if word.brand or len(token.text) < _SHORTEST_LOWER - greeted:
            return False
        if word.place and not greeted:
            return False
        if word.ordinary:
            return self._s.is_adjacent(at, at + 1) and self._s.tokens[at + 1].word.patronymic
        if token.is_cyrillic:
            return word.common or greeted
        return greeted or self._s.is_signature(at)

    def _is_beside_name(self, at: int) -> bool:
        """Whether "and" joins the word to a name that is nothing else: Ben and Chloe."""
        for step in (1, -1):
            joint, other = at + step, at + 2 * step
            if not (self._s.is_adjacent(at, joint) and self._s.is_adjacent(joint, other)):
                continue
            beside = self._s.tokens[other]
            sure = beside.word.given and not (beside.word.ordinary or beside.word.brand)
            if (
                self._s.is_conjunction(joint)
                and beside.is_capitalised
                and sure
                and not beside.word.place
            ):
                return not self._s.names_a_thing(other)
        return False

    def _is_beside_family(self, at: int) -> bool:
        """Whether a patronymic or surname stands beside, or the other way round."""
        weak = self._s.tokens[at].word.ordinary or self._s.tokens[at].word.brand
        for other in (at + 1, at - 1):
            if not self._s.is_adjacent(at, other):
                continue
            if other > at and self._is_middle(other):
                other += 1
            beside = self._s.tokens[other]
            if beside.word.patronymic and beside.is_capitalised:
                return True
            sure = not (weak and beside.word.ordinary) or self._is_romanised(at, other)
            if beside.word.family and beside.is_capitalised and sure:
                return beside.text.casefold() not in load_words("not_surnames")
        return self._is_beside_unknown(at)

    def _is_romanised(self, at: int, other: int) -> bool:
        """Whether both words are names of our languages in Latin letters, and nothing else."""
        words = [self._s.tokens[one].text.casefold() for one in (at, other)]
        latin = not any(self._s.tokens[one].is_cyrillic for one in (at, other))
        return latin and not any(is_english(one) or one in load_words("words") for one in words)

    def _is_beside_unknown(self, at: int) -> bool:
        """Whether a rare Latin name has a capital word of no dictionary behind it."""
        token = self._s.tokens[at]
        if token.is_cyrillic or self._s.is_cyrillic or not self._s.is_adjacent(at, at + 1):
            return False
        if {token.text.casefold()} & (load_words("brands") | load_words("words")):
            return False
        beside = self._s.tokens[at + 1]
        named = (
            beside.is_capitalised and not beside.is_all_caps and len(beside.text) >= _SHORTEST_LOWER
        )
        return named and not beside.word.known and not is_english(beside.text)

    def _is_foreign(self, at: int) -> bool:
        """Whether a capital word of no dictionary stands before a surname: Rajesh Kumar."""
        token = self._s.tokens[at]
        if (
            not token.is_capitalised
            or token.is_all_caps
            or token.word.known
            or not self._s.is_adjacent(at, at + 1)
        ):
            return False
        beside = self._s.tokens[at + 1]
        sure = beside.is_capitalised and beside.word.family and not beside.word.ordinary
        return sure and not self._s.names_a_thing(at + 1) and not is_english(token.text)

    # --- surnames that come first or alone

    def _match_surname_first(self, at: int) -> tuple[int, int]:
        token = self._s.tokens[at]
        none = (at, at - 1)
        if not token.is_capitalised or self._s.names_a_thing(at):
            return none
        if self._has_given_after(at):
            return at, self._extend_name(at + 1)
        if self._has_initials(at) or self._s.has_honorific(at):
            return at, at
        if (
            token.word.ordinary
            or token.word.place
            or (not token.is_cyrillic and not self._is_latin_surname(at))
        ):
            return none
        if token.word.brand or (token.is_all_caps and not self._s.is_all_caps):
            return none
        return at, at

    def _is_latin_surname(self, at: int) -> bool:
        """Whether a Latin surname alone can be nobody's product: a capital inside a sentence, no
        English word, no other capital beside it."""
        token = self._s.tokens[at]
        if token.has_inner_capital or self._s.begins_sentence(at) or is_english(token.text):
            return False
        return self._is_proven_by_capital(at) and len(token.text) > _SHORTEST_LOWER

    def _has_given_after(self, at: int) -> bool:
        token = self._s.tokens[at]
        if not self._s.is_adjacent(at, at + 1) or not token.is_cyrillic:
            return False
        beside = self._s.tokens[at + 1]
        weak = token.word.ordinary and self._s.begins_sentence(at)
        return beside.is_capitalised and beside.word.given and not weak

    def _has_initials(self, at: int) -> bool:
        token = self._s.tokens[at]
        before = _INITIALS.search(self._s.text, max(0, token.start - 6), token.start)
        after = _INITIALS_AFTER.match(self._s.text, token.end)
        if before and before.start() and self._s.text[before.start() - 1].isalnum():
            before = None
        return bool(before) or (bool(after) and token.is_cyrillic)

    # --- how far a name goes

    def _extend_name(self, at: int, *, introduced: bool = False) -> int:
        """The last token of the name whose given part is token `at`."""
        last = at
        for other in range(at + 1, min(at + 3, len(self._s.tokens))):
            if not self._s.is_adjacent(last, other) or not self._is_continuation(
                last, other, introduced=introduced
            ):
                break
            last = other
        return last

    def _is_continuation(self, last: int, other: int, *, introduced: bool) -> bool:
        token = self._s.tokens[other]
        word = token.word
        plain = token.text.casefold()
        if plain in load_words("not_surnames") or plain in load_words("greeted"):
            return False
        if self._is_middle(other):
            return True
        if word.patronymic or (token.is_capitalised and self._s.tokens[last].word.patronymic):
            return True
        if not token.is_capitalised:
            small = not self._s.tokens[last].is_capitalised and self._s.is_greeted(last)
            return (introduced or small) and word.is_name and (small or not word.ordinary)
        if word.family or word.given:
            return True
        if token.is_cyrillic != self._s.tokens[last].is_cyrillic:
            return False
        if self._s.is_signature(last):
            return True
        return not word.known and not token.is_all_caps and not is_english(token.text)

    def _is_middle(self, at: int) -> bool:
        """Whether a token is an initial between two parts of a name: Constantine L. Barker."""
        token = self._s.tokens[at]
        if len(token.text) != 1 or not token.is_capitalised or not self._s.is_adjacent(at, at + 1):
            return False
        return self._s.text[token.end] == "." and self._s.tokens[at + 1].is_capitalised

    def _is_possible_name(self, at: int) -> bool:
        """Whether the word after "my name is" can be a name."""
        token = self._s.tokens[at]
        plain = token.text.casefold()
        if plain in load_words("not_surnames") or len(plain) < 2:
            return False
        if token.word.is_name:
            return True
        return token.is_capitalised and not token.word.ordinary and not is_english(token.text)


def _remove_overlaps(spans: list[Span]) -> list[Span]:
    """Without overlaps: initials of one may reach into the one before."""
    kept: list[Span] = []
    for span in spans:
        if kept and span.start < kept[-1].end:
            span = replace(span, start=kept[-1].end)
        kept.append(span)
    return kept
