"""Listed names made ready to be searched: which of them may be like a name, and how alike those are.

A name that is the same, case, punctuation and legal form aside, is found by that alone. Others are looked for among
the listed names that share rare groups of three letters (cosine of TF-IDF weights), among those with a rare proper
name that is the same or one slip away, and among those of which it may be the initials; they are then compared word by
word. Who of them is looked at does not depend on the threshold asked for.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from permeance.determination.names import Likeness, bare
from permeance.determination.parties.glossary import Kind
from permeance.determination.parties.likeness import alike, cannot_be_alike
from permeance.determination.parties.reading import Reading, Word, read

DEFAULT_THRESHOLD = 75.0
LEAST_THRESHOLD = 60  # below it the search for candidates would have to be wider than it is
SHARED = 0.33  # least cosine of a candidate: found by the perturbed names of the tests, of which over 99 % stay in
MOST_COMPARED = 64  # readings compared word by word, the nearest first
GRAM = 3
SOUNDS_SEARCHED = 3  # further sounds of a run of characters; all are compared
LIGHT = 0.4  # weight of the letters of a word that is no proper name
COMMON, FEW = 0.04, 200  # groups of letters in a greater share of the rows, and in more than a few, tell nobody apart
SHORT_LIST = 60  # names; of a short list every one is compared
RARE_WORD = 40  # names with it; of more, only those are compared that share other letters too
_SHORT_NAME, _SLIPS = range(3, 9), range(4, 11)  # letters


@dataclass(frozen=True, slots=True)
class Match:
    """A listed name that a given one may be: its place in the list, the score from 0 to 100, and why.

    `likeness` is EXACT (100) or NORMALISED (99) for the same name; else NONE, and a person has to look.
    """

    place: int
    score: float
    likeness: Likeness
    reasons: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether it is the same name, which decides as a listed party does."""
        return self.likeness in (Likeness.EXACT, Likeness.NORMALISED)


class NameIndex:
    """The names of a list, by their letters. Building it reads every name once."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._by_bare: dict[str, list[int]] = {}
        self._by_initials: dict[str, list[int]] = {}
        self._by_short: dict[str, list[int]] = {}
        self._by_word: dict[str, list[int]] = {}
        self._by_slip: dict[str, list[str]] = {}
        self._readings: list[Reading] = []
        owners: list[int] = []
        for place, name in enumerate(self.names):
            self._by_bare.setdefault(bare(name), []).append(place)
            for reading in read(name):
                self._note_words(reading)
                self._readings.append(reading)
                owners.append(place)
        self._owners = np.array(owners, dtype=np.int64)
        self._weigh()

    def _note_words(self, reading: Reading) -> None:
        row = len(self._readings)
        if len(reading.words) == 1 and len(reading.letters) in _SHORT_NAME:
            self._by_short.setdefault(reading.letters, []).append(row)
        initials = "".join(word.initials for word in reading.words)
        if len(reading.words) > 1 and len(initials) in _SHORT_NAME:
            self._by_initials.setdefault(initials, []).append(row)
        for letters in _proper_words(reading):
            if letters not in self._by_word:
                for less in _one_less(letters):
                    self._by_slip.setdefault(less, []).append(letters)
            self._by_word.setdefault(letters, []).append(row)

    def _weigh(self) -> None:
        """Groups of letters by the rows that have them, rarer ones weighing more; each row of length one."""
        rows: dict[str, list[tuple[int, float]]] = {}
        for row, reading in enumerate(self._readings):
            grams = _grams(reading)
            for gram, weight in (grams | _further(reading, grams)).items():
                rows.setdefault(gram, []).append((row, weight if gram in grams else -weight))
        count = len(self._readings)
        self._rarest = math.log(1 + count) ** 2
        self._rarity = {gram: math.log(1 + count / len(found)) ** 2 for gram, found in rows.items()}
        squares = np.zeros(count)
        most = max(FEW, COMMON * count)
        self._postings: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        for gram, found in rows.items():
            at = np.array([row for row, _ in found], dtype=np.int64)
            weights = np.array([weight for _, weight in found])
            squares[at] += self._rarity[gram] * np.maximum(weights, 0) ** 2  # a further sound makes no name longer
            if len(found) <= most:
                self._postings[gram] = at, self._rarity[gram] * np.abs(weights)
        lengths = np.sqrt(squares)
        self._postings = {gram: (at, weights / lengths[at]) for gram, (at, weights) in self._postings.items()}

    def search(self, name: str, threshold: float = DEFAULT_THRESHOLD) -> list[Match]:
        """Every listed name that is the same, and those at least as like as the threshold, the likest first.

        Raises ValueError for a threshold below the one down to which candidates are looked for.
        """
        if threshold < LEAST_THRESHOLD:
            raise ValueError(f"a threshold of {LEAST_THRESHOLD} or more")
        best: dict[int, Match] = {}
        plain = bare(name)
        for place in self._by_bare.get(plain, []) if plain else []:
            exact = name.strip() == self.names[place].strip()
            why = "the same name" if exact else "the same name, case, punctuation and legal form aside"
            best[place] = Match(
                place, 100.0 if exact else 99.0, Likeness.EXACT if exact else Likeness.NORMALISED, (why,)
            )
        for ours in read(name):
            spelt = self._with_initials(ours)
            for row in dict.fromkeys([*self._candidates(ours), *spelt]):
                place = int(self._owners[row])
                found = best.get(place)
                if found is not None and found.is_same:
                    continue
                theirs = self._readings[row]
                if row not in spelt and cannot_be_alike(ours, theirs):
                    continue
                score, reasons = alike(ours, theirs, threshold)
                if score >= threshold and (found is None or score > found.score):
                    best[place] = Match(place, round(score, 1), Likeness.NONE, reasons)
        return sorted(best.values(), key=lambda match: (-match.score, match.place))

    def _with_initials(self, ours: Reading) -> list[int]:
        """The rows of which this may be the initials, or that may be the initials of this."""
        if len(ours.words) == 1:
            return self._by_initials.get(ours.letters, [])
        return self._by_short.get("".join(word.initials for word in ours.words), [])

    def _candidates(self, ours: Reading) -> Iterable[int]:
        """The rows that may be alike: the nearest by shared letters, and those with a rare word one slip away."""
        if len(self.names) <= SHORT_LIST:
            return range(len(self._readings))
        slips = {word for own in _proper_words(ours) for less in _one_less(own) for word in self._by_slip.get(less, ())}
        rare = (rows for word in slips if len(rows := self._by_word[word]) <= RARE_WORD)
        return [*self._near(ours), *(row for rows in rare for row in rows)]

    def _near(self, ours: Reading) -> list[int]:
        square, shared = 0.0, np.zeros(len(self._readings))
        by_weight: dict[float, list[tuple[NDArray[np.int64], NDArray[np.float64]]]] = {}
        grams = _grams(ours)
        for gram, weight in (grams | _further(ours, grams)).items():
            if gram in grams:
                square += self._rarity.get(gram, self._rarest) * weight * weight
            posting = self._postings.get(gram)
            if posting is not None:
                by_weight.setdefault(weight, []).append(posting)
        for weight, postings in by_weight.items():
            rows, weights = zip(*postings, strict=True)
            shared += weight * np.bincount(np.concatenate(rows), np.concatenate(weights), len(shared))
        near = np.flatnonzero(shared >= SHARED * math.sqrt(square))
        found: list[int] = near.tolist()
        return found if len(found) <= MOST_COMPARED else heapq.nlargest(MOST_COMPARED, found, key=shared.__getitem__)


def _grams(reading: Reading) -> dict[str, float]:
    """Groups of three letters of the name written through; one of a trade, a place or a general word weighs less."""
    return _spelt([(word.text, _gram_weight(word)) for word in reading.words])


def _further(reading: Reading, grams: Mapping[str, float]) -> dict[str, float]:
    """Those of the sound of a Han name, and of further sounds of its characters, beside what is meant by it."""
    if not reading.is_han:
        return {}
    found = _spelt([(word.letters, _gram_weight(word)) for word in reading.words])
    for word in reading.words:
        if word.kind is Kind.PROPER:
            for other in word.others[:SOUNDS_SEARCHED]:
                _add(found, other, [1.0] * (len(other) - 1))
    return {gram: weight for gram, weight in found.items() if gram not in grams}


def _gram_weight(word: Word) -> float:
    return 1.0 if word.kind is Kind.PROPER or word.kind is Kind.NUMBER else LIGHT


def _spelt(words: Iterable[tuple[str, float]]) -> dict[str, float]:
    grams: dict[str, float] = {}
    text, weights = "^", [LIGHT]
    for letters, weight in words:
        text += letters
        weights += [weight] * len(letters)
    _add(grams, f"{text}$", weights)
    return grams


def _add(grams: dict[str, float], text: str, weights: list[float]) -> None:
    """The groups of a text, each with the weight of its middle letter."""
    for n, weight in enumerate(weights[1:]):
        gram = text[n : n + GRAM]
        if grams.get(gram, 0.0) < weight:
            grams[gram] = weight


def _proper_words(reading: Reading) -> list[str]:
    return [w.letters for w in reading.words if w.kind is Kind.PROPER and len(w.letters) > 1]


def _one_less(letters: str) -> set[str]:
    """The word and all that is left of it without one letter: two words with one slip between them share one.

    Of a word of few letters one slip leaves another word, of one of many letters enough groups of three as they were.
    """
    if len(letters) not in _SLIPS:
        return {letters}
    return {letters, *(letters[:n] + letters[n + 1 :] for n in range(len(letters)))}


@lru_cache(maxsize=256)
def index_of(names: tuple[str, ...]) -> NameIndex:
    """The index of a list, made once for the same names."""
    return NameIndex(names)
