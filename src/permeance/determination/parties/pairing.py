"""Words of two names paired, one way after the other: what is left over stays apart.

In this order: one word that the other script writes as several, the same text, another reading of the same characters,
one word written as several, a slip of a letter, initials, and all that is left written through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from permeance.determination.parties.glossary import Kind
from permeance.determination.parties.reading import Reading, Word

LEAST_ALIKE = 0.74  # of the letters of two words: one slip in four letters
SHORTEST = 4  # letters of a word in which a slip is looked for; two shorter ones are two words
WHOLE_ALIKE = 0.88  # of all letters of two names written through
SECOND_SLIP = 0.15  # one slip is a slip; two in one word are more likely two words
OTHER_READING, SOUNDS, INITIAL, INITIALS = 0.97, 0.85, 0.8, 0.85
MOST_INITIALS = 8


@dataclass(slots=True)
class Pairing:
    """What of two names was paired; the words left over stay in `ours` and `theirs`, by their place."""

    ours: list[tuple[int, Word]]
    theirs: list[tuple[int, Word]]
    matched: float = 0.0
    total: float = 0.0
    places: list[tuple[int, int]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def pair(self, mine: Sequence[tuple[int, Word]], other: Sequence[tuple[int, Word]], alike: float, why: str) -> None:
        """Take words from both sides as one and the same. A slip in a trade word weighs as the trade word."""
        left, right = sum(w.weight for _, w in mine), sum(w.weight for _, w in other)
        lighter = min(left, right) if alike < 1 else 0.0
        if lighter and len(mine) == len(other) == 1:
            self.total -= left + right - 2 * lighter
            left = right = lighter
        self.matched += (left + right) * alike
        self.places.append((mine[0][0], other[0][0]))
        for taken in mine:
            self.ours.remove(taken)
        for taken in other:
            self.theirs.remove(taken)
        if why:
            self.reasons.append(why)


def paired(ours: Reading, theirs: Reading) -> Pairing:
    """The words of two readings paired as far as they can be."""
    pairing = Pairing(list(enumerate(ours.words)), list(enumerate(theirs.words)), total=ours.weight + theirs.weight)
    if ours.is_han is not theirs.is_han:
        _runs(pairing, swapped=False, least=1.0)
        _runs(pairing, swapped=True, least=1.0)
    _same(pairing, both_han=ours.is_han and theirs.is_han)
    if pairing.ours and pairing.theirs:
        if ours.is_han or theirs.is_han:
            _other_readings(pairing)
        if len(ours.words) != len(theirs.words):
            _runs(pairing, swapped=False, least=WHOLE_ALIKE)
            _runs(pairing, swapped=True, least=WHOLE_ALIKE)
        _slips(pairing)
        for single in (False, True):
            _initials(pairing, swapped=False, single=single)
            _initials(pairing, swapped=True, single=single)
        _written_through(pairing)
    return pairing


def _same(pairing: Pairing, *, both_han: bool) -> None:
    """The same text; in two Han names a proper name that only sounds the same is not the same."""
    if not both_han:
        theirs = {w.text for _, w in pairing.theirs}
        if not any(w.text in theirs for _, w in pairing.ours):
            return
    for mine in list(pairing.ours):
        for other in pairing.theirs:
            if mine[1].text == other[1].text:
                apart = both_han and mine[1].kind is Kind.PROPER and mine[1].said != other[1].said
                if apart:
                    pairing.pair([mine], [other], SOUNDS, f"{mine[1].said} sounds as {other[1].said}")
                else:
                    pairing.pair([mine], [other], 1.0, _translated(mine[1], other[1]))
                break


def _translated(mine: Word, other: Word) -> str:
    """`trade word 稀土 = rare earth`, where one of the two is Han; the same word in another form."""
    if mine.said == other.said:
        return ""
    if mine.said.isascii() and other.said.isascii():
        return f"the same word: {mine.said} = {other.said}"
    if mine.kind is Kind.PROPER:
        return f"Han name read as pinyin: {_han_first(mine, other)}"
    return f"{mine.kind.value} {_han_first(mine, other)}"


def _han_first(mine: Word, other: Word) -> str:
    first, second = (other, mine) if mine.said.isascii() else (mine, other)
    return f"{first.said} = {second.said}"


def _other_readings(pairing: Pairing) -> None:
    for mine in list(pairing.ours):
        for other in pairing.theirs:
            if (
                other[1].letters in mine[1].others
                or other[1].text in mine[1].others
                or mine[1].letters in other[1].others
                or mine[1].text in other[1].others
            ):
                pairing.pair([mine], [other], OTHER_READING, f"{_han_first(mine[1], other[1])}, by another reading")
                break


def _slips(pairing: Pairing) -> None:
    """Nearly the same letters, the nearest pair first."""
    found = []
    for mine in pairing.ours:
        letters = mine[1].letters
        if len(letters) < SHORTEST or mine[1].kind is Kind.NUMBER:
            continue
        for other in pairing.theirs:
            if len(other[1].letters) >= SHORTEST and other[1].kind is not Kind.NUMBER:
                ratio = OSA.normalized_similarity(letters, other[1].letters, score_cutoff=LEAST_ALIKE)
                if ratio and Kind.PROPER in (mine[1].kind, other[1].kind):
                    found.append((ratio, mine, other))
    for ratio, mine, other in sorted(found, key=lambda f: -f[0]):
        if mine in pairing.ours and other in pairing.theirs:
            words = f"{mine[1].said} for {other[1].said}"
            slips = round((1 - ratio) * max(len(mine[1].letters), len(other[1].letters)))
            pairing.pair(
                [mine], [other], ratio - (SECOND_SLIP if slips > 1 else 0), f"nearly the same letters: {words}"
            )


def _initials(pairing: Pairing, *, swapped: bool, single: bool) -> None:
    """The first letters of several words that follow each other, or a single letter for a word."""
    short, long = (pairing.theirs, pairing.ours) if swapped else (pairing.ours, pairing.theirs)
    if not short or not long:
        return
    lengths = range(1, 2) if single else range(2, MOST_INITIALS + 1)
    for one in [o for o in short if o[1].kind is Kind.PROPER and len(o[1].letters) in lengths]:
        letters = one[1].letters
        run = _run_of(letters, long)
        if run:
            why = f"initials expanded: {letters} = {' '.join(w.said for _, w in run)}"
            mine, other = (run, [one]) if swapped else ([one], run)
            alike_by = INITIAL if len(letters) == 1 else INITIALS
            _pair_initials(pairing, mine, other, alike_by, why)


def _pair_initials(
    pairing: Pairing, mine: Sequence[tuple[int, Word]], other: Sequence[tuple[int, Word]], alike_by: float, why: str
) -> None:
    """Initials weigh as little or as much as the words that they stand for."""
    left, right = sum(w.weight for _, w in mine), sum(w.weight for _, w in other)
    heavier = max(left, right)
    pairing.total += 2 * heavier - left - right
    pairing.matched += 2 * heavier * alike_by - (left + right) * 1.0
    pairing.pair(mine, other, 1.0, why)


def _run_of(letters: str, words: list[tuple[int, Word]]) -> list[tuple[int, Word]]:
    """The words, one after the other, of which these are the initials; one letter is one word."""
    for start in range(len(words)):
        spelt, run = "", list[tuple[int, Word]]()
        for place, word in words[start:]:
            if run and place != run[-1][0] + 1:
                break
            spelt += word.initials
            run.append((place, word))
            if spelt == letters and (len(letters) == 1 or len(run) > 1) and letters != word.letters:
                return run
            if not letters.startswith(spelt):
                break
    return []


def _runs(pairing: Pairing, *, swapped: bool, least: float) -> None:
    """One word that the other side writes as several, one after the other, at least one of them a proper name."""
    short, long = (pairing.theirs, pairing.ours) if swapped else (pairing.ours, pairing.theirs)
    if len(long) < 2:
        return
    for one in [o for o in short if o[1].kind is not Kind.NUMBER and len(o[1].letters) >= SHORTEST]:
        found = _run_written(one[1], long, least)
        if found:
            run, ratio = found
            mine, other = (run, [one]) if swapped else ([one], run)
            why = f"written together or apart: {one[1].said} = {' '.join(w.said for _, w in run)}"
            pairing.pair(mine, other, ratio, why)


def _run_written(one: Word, words: list[tuple[int, Word]], least: float) -> tuple[list[tuple[int, Word]], float] | None:
    """The first run of two words or more whose letters are those of the one, and how nearly."""
    sounds = (one.letters, *one.others)
    begins = {sound[0] for sound in sounds}
    for start in range(len(words) - 1):
        if words[start][1].letters[0] not in begins:
            continue
        letters, run = "", list[tuple[int, Word]]()
        for place, word in words[start:]:
            if run and place != run[-1][0] + 1:
                break
            letters += word.letters
            run.append((place, word))
            if len(letters) > len(one.letters) + 2:
                break
            if len(run) > 1 and any(w.kind is Kind.PROPER for _, w in run):
                for sound in sounds:
                    ratio = OSA.normalized_similarity(sound, letters, score_cutoff=least)
                    if ratio:
                        return run, float(ratio)
    return None


def _written_through(pairing: Pairing) -> None:
    """What is left on both sides, written without spaces."""
    if not pairing.ours or not pairing.theirs or len(pairing.ours) + len(pairing.theirs) <= 2:
        return
    left, right = ("".join(w.letters for _, w in side) for side in (pairing.ours, pairing.theirs))
    if min(len(left), len(right)) < SHORTEST:
        return
    ratio = OSA.normalized_similarity(left, right, score_cutoff=WHOLE_ALIKE)
    if ratio and _figures(left) == _figures(right):
        words = f"{' '.join(w.said for _, w in pairing.ours)} = {' '.join(w.said for _, w in pairing.theirs)}"
        alike_by = 0.99 if ratio == 1 else ratio
        pairing.pair(list(pairing.ours), list(pairing.theirs), alike_by, f"written together or apart: {words}")


def _figures(letters: str) -> str:
    return "".join(c for c in letters if c.isdigit())
