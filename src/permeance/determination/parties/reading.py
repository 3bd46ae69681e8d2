"""A name as words that can be compared, whatever the script, the order and the legal form it was written with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from permeance.determination.names import normalised
from permeance.determination.parties.glossary import (
    FILLERS,
    FORMS,
    FORMS_AT_ENDS,
    HAN_FILLERS,
    HAN_FORMS,
    HAN_UNITS,
    LINKING,
    Kind,
    Meaning,
    glossary,
)
from permeance.determination.parties.pinyin import readings, without_tones

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
# Foreign names are written with a mark or a space between their parts, `洛克希德·马丁`, and without.
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff\uf900-\ufaff])[\s·・•‧∙⋅‐–—-]+(?=[\u3400-\u9fff\uf900-\ufaff])")
_PIECE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\u3400-\u9fff\uf900-\ufaff]+")
_HAN_NUMBER = re.compile(r"第([零〇一二三四五六七八九十百\d]+)")
_BRACKETED = re.compile(r"\s*[(（]([A-Z][A-Za-z0-9-]{1,9})[)）]\s*")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "'": "", "’": ""}
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
LEAST_TO_GLANCE = 4  # letters: a shorter word may be the initials of others
WEIGHT = {Kind.PROPER: 1.0, Kind.NUMBER: 0.8, Kind.TRADE: 0.45, Kind.PLACE: 0.45, Kind.GENERIC: 0.2}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: the text by which it is compared, the letters it is written or read with, and as it was written.

    `others` are further readings: of Han characters with several sounds, of a trade word that may have been spelt.
    """

    text: str
    kind: Kind
    letters: str
    said: str
    initials: str
    others: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        return WEIGHT[self.kind]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name. `plain` are its characters without the legal form, to tell whether two are the same."""

    name: str
    words: tuple[Word, ...]
    plain: str
    key: str
    letters: str
    weight: float
    has_form: bool
    is_han: bool
    proper: str
    short: bool = False
    established: str = ""


def read(name: str) -> tuple[Reading, ...]:
    """Every way to read a name: as it stands, without a short name in brackets, by an established English name.

    None where the name has no letter or figure.
    """
    whole = _BETWEEN_HAN.sub("", name)
    found = [_one(name, whole)]
    bracketed = _BRACKETED.search(name) if "(" in name or "（" in name else None
    if bracketed is not None and _is_proper(bracketed[1]):
        found.append(_one(name, _BRACKETED.sub(" ", name, count=1)))
        found.append(_one(name, bracketed[1], short=True))
    simple = simplified(whole)
    if _HAN.search(simple):
        known = [han for han in glossary().established if han in simple]
        for n in range(max((len(glossary().established[han]) for han in known), default=0)):
            found.append(_one(name, whole, variant=n))
    return tuple(reading for reading in found if reading.words)


def simplified(name: str) -> str:
    """Traditional characters as simplified ones; all others as they are."""
    return name if name.isascii() else name.translate(glossary().simplified)


def _is_proper(word: str) -> bool:
    plain = normalised(word)
    return plain not in FORMS | FORMS_AT_ENDS and (plain,) not in glossary().english


def _one(name: str, text: str, *, variant: int | None = None, short: bool = False) -> Reading:
    dotted = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    plain = normalised(simplified(dotted).casefold().translate(_LETTERS))
    tokens = plain.split()
    words: list[Word] = []
    has_form, is_han, used = False, False, ""
    latin: list[str] = []
    for token in tokens:
        if token.isascii() or not _HAN.search(token):
            latin.append(token)
            continue
        is_han = True
        for piece in _PIECE.findall(token):
            if not _HAN.fullmatch(piece):
                latin.append(piece)
                continue
            kept, dropped = _of_latin(latin)
            latin = []
            own, form, by_name = _of_han(piece, variant)
            words += [*kept, *own]
            has_form, used = has_form or dropped or form, used or by_name
    kept, dropped = _of_latin(latin)
    words += kept
    if not words and tokens:  # a legal form and nothing else is the name
        words, dropped = [_whole("".join(tokens))], False
        has_form = False
    has_form = has_form or dropped
    letters = "".join(word.letters for word in words)
    return Reading(
        name=name,
        words=tuple(words),
        plain=" ".join(word.said for word in words),
        key="".join(word.text for word in words),
        letters=letters,
        weight=sum(word.weight for word in words),
        has_form=has_form,
        is_han=is_han,
        proper=_compared(words),
        short=short,
        established=used,
    )


def _compared(words: list[Word]) -> str:
    """The proper names, to see at a glance whether two readings can be alike; empty where a glance cannot tell."""
    proper = [word.letters for word in words if word.kind is Kind.PROPER]
    return "" if any(len(letters) < LEAST_TO_GLANCE for letters in proper) else " ".join(proper)


def _of_latin(tokens: list[str]) -> tuple[list[Word], bool]:
    """The words of a run of tokens that are not Han, and whether a legal form was dropped from them."""
    kept = _without_forms(tokens)
    dropped = len(kept) < len(tokens)
    plain = [without_tones(token) for token in kept if token not in FILLERS] or kept
    return list(_phrases(plain)), dropped


def _without_forms(tokens: list[str]) -> list[str]:
    """Without legal forms; a name that is nothing else keeps them."""
    start, end = 0, len(tokens)
    while end - start > 1 and (tokens[end - 1] in FORMS or tokens[end - 1] in FORMS_AT_ENDS):
        end -= 1
    while end - start > 1 and tokens[start] in FORMS:
        start += 1
    inner = tokens[start:end]
    return [token for token in inner if token not in FORMS] or inner


def _phrases(tokens: list[str]) -> Iterator[Word]:
    """Known phrases, the longest first, and the words between them as proper names."""
    known, longest = glossary().english, glossary().longest_english
    place = 0
    while place < len(tokens):
        for length in range(min(longest, len(tokens) - place), 0, -1):
            phrase = tuple(tokens[place : place + length])
            meaning = known.get(phrase)
            if meaning is not None:
                yield _known(phrase, meaning)
                place += length
                break
        else:
            token = tokens[place]
            place += 1
            yield _unknown(token)


def _known(phrase: tuple[str, ...], meaning: Meaning) -> Word:
    said = " ".join(phrase)
    return Word(meaning.text, meaning.kind, "".join(phrase), said, "".join(word[0] for word in phrase))


def _unknown(token: str) -> Word:
    ordinal = _ORDINAL.fullmatch(token)
    text = ordinal[1] if ordinal else token
    kind = Kind.NUMBER if text.isdigit() else Kind.PROPER
    if text in LINKING or (len(text) > 1 and text in FORMS_AT_ENDS):
        kind = Kind.GENERIC
    return Word(text, kind, text, token, text[0])


def _of_han(run: str, variant: int | None) -> tuple[list[Word], bool, str]:
    """The words of a run of Han characters, whether a legal form was dropped, and the established name used."""
    words: list[Word] = []
    has_form, used, start, place = False, "", 0, 0
    while place < len(run):
        found, length = _han_at(run, place, variant)
        if found is None and not length:
            place += 1
            continue
        words += _proper(run[start:place])
        if found is None:
            has_form = True
        else:
            words += found
            used = used or (run[place : place + length] if _is_established(run, place, length, variant) else "")
        place += length
        start = place
    words += _proper(run[start:])
    return words, has_form, used


def _is_established(run: str, place: int, length: int, variant: int | None) -> bool:
    return variant is not None and run[place : place + length] in glossary().established


def _han_at(run: str, place: int, variant: int | None) -> tuple[list[Word] | None, int]:
    """The known word that begins here and its length; no word but a length for a legal form; 0 for neither."""
    known = glossary()
    for form in HAN_FORMS:
        if run.startswith(form, place):
            is_group = form.startswith("集团")
            return ([_han_word("集团", known.han["集团"])] if is_group else None), len(form)
    number = _HAN_NUMBER.match(run, place)
    if number is not None:
        text = _figure(number[1])
        return [Word(text, Kind.NUMBER, text, number[0], text)], len(number[0])
    for length in range(min(known.longest_han, len(run) - place), 0, -1):
        piece = run[place : place + length]
        if variant is not None and piece in known.established:
            ways = known.established[piece]
            english, _ = _of_latin(normalised(ways[min(variant, len(ways) - 1)]).split())
            return english, length
        meanings = known.han.get(piece)
        if meanings is not None:
            unit = next(
                (u for u in HAN_UNITS if meanings[0].kind is Kind.PLACE and run.startswith(u, place + length)), ""
            )
            return [_han_word(piece, meanings)], length + len(unit)
    return None, 0


def _han_word(piece: str, meanings: tuple[Meaning, ...]) -> Word:
    sounds = readings(piece)[:1]  # of a known word the sound is known
    first = meanings[0]
    others = (*(m.text for m in meanings[1:]), *sounds)
    return Word(first.text, first.kind, sounds[0], piece, sounds[0][:1], tuple(o for o in others if o != first.text))


def _proper(run: str) -> list[Word]:
    if run in HAN_FILLERS:
        return []
    sounds = readings(run)
    return [Word(sounds[0], Kind.PROPER, sounds[0], run, sounds[0][:1], sounds[1:])]


def _whole(run: str) -> Word:
    sounds = readings(run)
    return Word(sounds[0], Kind.PROPER, sounds[0], run, sounds[0][:1])


def _figure(text: str) -> str:
    """A number in Han characters, up to 999, in figures: 三十八 is 38."""
    if text.isdigit() and text.isascii():
        return text
    if "十" not in text and "百" not in text:
        return "".join(str(_DIGITS[c]) for c in text)
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = 100 * _one_digit(hundreds, 1 if "百" in text else 0)
    value += 10 * _one_digit(tens, 1) if ten else 0
    return str(value + _one_digit(ones.strip("零〇"), 0))


def _one_digit(text: str, empty: int) -> int:
    plain = text.strip("零〇")
    return _DIGITS.get(plain[-1:], empty) if plain else empty
