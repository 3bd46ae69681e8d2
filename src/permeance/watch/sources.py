"""Who says it: the attribution of a claim, back to where it starts and not to the outlet that passed it on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from permeance.terms.claim import Source, SourceType
from permeance.watch.lexicon import saying
from permeance.watch.sentences import Stretch
from permeance.watch.speakers import PERSON, PRONOUN, UNNAMED, names_kind, speaker

AUTHOR = Source(SourceType.AUTHOR)
_SAID = re.compile(rf"\b{saying()}\b")  # as written: `States` says nothing
_ACCORDING = re.compile(
    r"\b(?:according to|citing|cited by|quoting|as reported by|based on|so says|in the words of)\s+", re.IGNORECASE
)
_REPORTS_THAT = re.compile(r"\breports? (?:that|of|by|in|from)\b|\breportedly\b", re.IGNORECASE)
_INVERTS = re.compile(
    r"(?:said|says|say|explained|added|reported|noted|warned|argued|stressed|told|wrote)$", re.IGNORECASE
)
# What may follow a verb of saying where all that is said came before it: an addressee, a day, another clause.
_AFTERWARDS = re.compile(
    r"(?:on \w+|in (?:a|an|its|the) [\w ]+|parliament[\w ]*|[A-Z]\w+|, \w+ing\b.*|;.*"
    r"|, (?:because|naming|without|and)\b.*)+$"
)
_ALSO_OTHERWISE = frozenset(
    "reports estimates claims put showed shows gave cannot published ruled cited expected expect asked".split()
)
_BY_SAYING = re.compile(rf"(?<=\w)\s+(?:(?:has|have|had)\s+(?:not\s+|\w+ly\s+)*)?{saying()}\b")
# `an association said it expects`: the second verb has the speaker of the first, whose name ends before it.
_SAID_IT = re.compile(
    rf"(?<=\w)\s+{saying()}\s+(?:(?:on|in|last|this)\s+\w+\s+|yesterday\s+|today\s+)?(?:that\s+)?"
    r"(?:it|he|she|they)\s+(?:\w+ly\s+|still\s+|now\s+|also\s+)?$"
)
_SUBJECT_OPENS = re.compile(r";|(?<=[a-z]{2})\.\s|[“”\"]|\b(?:but|while|that|as|and (?=the|a|two|one))\b")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker in a sentence: where the words that name them stand, where the verb of saying ends, and who it is."""

    start: int
    end: int
    source: Source
    is_before: bool  # whether what is said follows


def attributions(text: str, sentence: Stretch) -> list[Attribution]:
    """Every attribution in a sentence, in its order."""
    found = [*_according(text, sentence), *_saying(text, sentence), *_reports(text, sentence)]
    return sorted(found, key=lambda a: a.start)


def source_of(text: str, sentence: Stretch, words: tuple[int, int], found: list[Attribution]) -> Source | None:
    """The source of the words: the origin that a relay cites, else the nearest speaker; None where nobody speaks."""
    part = _part(text, sentence, words)
    here = [a for a in found if part.start <= a.start < part.end] or [a for a in found if a.end <= words[0]]
    if not here:
        return None
    origins = [a for a in here if a.source.type is not SourceType.MEDIA]
    relayed = [a for a in here if a.source.type is SourceType.MEDIA and a.end <= words[0]]
    if relayed and all(a.end <= relayed[-1].start for a in origins):
        return relayed[-1].source  # `did not comment on media reports that ...`
    pool = origins or here
    anonymous = [a for a in pool if a.source.type is SourceType.ANONYMOUS and not a.is_before]
    before = [a for a in pool if a.end <= words[0] and a.is_before]
    after = [a for a in pool if a.start >= words[1]]
    if anonymous and not before:
        return anonymous[0].source
    return (before[-1] if before else after[0] if after else pool[0]).source


def _part(text: str, sentence: Stretch, words: tuple[int, int]) -> Stretch:
    """The part of the sentence between semicolons."""
    start = text.rfind(";", sentence.start, words[0]) + 1 or sentence.start
    end = text.find(";", words[1], sentence.end)
    return Stretch(start, end if end >= 0 else sentence.end)


def _according(text: str, sentence: Stretch) -> Iterator[Attribution]:
    for match in _ACCORDING.finditer(text, sentence.start, sentence.end):
        end = _phrase_end(text, match.end(), sentence.end)
        source = speaker(text[match.end() : end])
        leads = text[sentence.start : match.start()].strip() == ""
        if source:
            yield Attribution(match.start(), end, source, leads)


def _phrase_end(text: str, start: int, end: int) -> int:
    stop = re.compile(r"[,;]|\.\s|\.$|\b(?:that|but|while|after)\b").search(text, start, min(end, start + 160))
    return stop.start() if stop else min(end, start + 160)


def _saying(text: str, sentence: Stretch) -> Iterator[Attribution]:
    for match in _SAID.finditer(text, sentence.start, sentence.end):
        start = _subject_start(text, sentence.start, match.start())
        subject = _SAID_IT.sub("", text[start : match.start()])
        verb = match[0].lower()
        if verb == "reports" and re.search(r"\b(?:media|press|news|newspaper)\s*$", subject, re.IGNORECASE):
            continue
        if verb in _ALSO_OTHERWISE and not _is_speaker(subject, verb):
            continue
        if re.search(r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+)?$", subject):
            yield from _agent(text, match, sentence)
            continue
        inverted = _inverted(text, match, sentence)
        if inverted:
            yield inverted
            continue
        source = speaker(subject)
        if PRONOUN.match(subject):
            opening = text[sentence.start : min(start, sentence.start + 50)]
            source = speaker(_BY_SAYING.split(opening, maxsplit=1)[0])
        if source is None and _INVERTS.match(verb):  # `said one source`
            end = _phrase_end(text, match.end(), sentence.end)
            source = speaker(text[match.end() : end])
            if source:
                yield Attribution(match.start(), end, source, False)
            continue
        if source is None:
            continue
        source = _unnamed(text, match, source)
        follows = text[match.end() : sentence.end].strip(' .,"”')
        is_last = len(re.findall(r"\w+", follows)) <= 4 or _tail(follows)
        yield Attribution(start, match.end(), source, not is_last)


def _agent(text: str, verb: re.Match[str], sentence: Stretch) -> Iterator[Attribution]:
    """`the reports were dismissed by the ministry`: who speaks stands behind `by`."""
    by = re.compile(r"\s+(?:\w+\s+){0,2}?by\s+").match(text, verb.end(), sentence.end)
    end = _phrase_end(text, by.end(), sentence.end) if by else verb.end()
    source = speaker(text[by.end() : end]) if by else None
    if source:
        yield Attribution(verb.start(), end, source, False)


def _inverted(text: str, verb: re.Match[str], sentence: Stretch) -> Attribution | None:
    """`..., said Mara Lindqvist, an analyst`: a speaker behind the verb, and what was said before it."""
    if not _INVERTS.match(verb[0]) or not re.search(
        r"[,”\"]\s*$", text[max(sentence.start, verb.start() - 3) : verb.start()]
    ):
        return None
    end = _phrase_end(text, verb.end(), sentence.end)
    phrase = text[verb.end() : end]
    if not phrase.strip() or re.search(
        r"\b(?:will|would|has|had|have|is|was|are|were|may|might|could|can|to|he|she|it|they)\b", phrase
    ):
        return None
    if re.match(r"\s+(?:on|in|at|reporters|parliament|last|this)\b", phrase):
        return None
    source = speaker(phrase)
    return Attribution(verb.start(), end, source, False) if source else None


def _tail(follows: str) -> bool:
    """Whether only an addressee or a day follows the verb, so that what is said came before."""
    return bool(_AFTERWARDS.match(follows)) and " that " not in f" {follows} "


def _is_speaker(subject: str, verb: str) -> bool:
    """Verbs that also mean other things count only after a person or a group that can speak."""
    people = re.search(
        r"\b(?:sources?|people|insiders?|analysts?|economists?|spokes\w+|traders?|officials?|minister|president)\s*$",
        subject,
        re.IGNORECASE,
    )
    person = verb in ("cannot", "expects", "expect", "sees") and bool(
        PERSON.search(subject) or re.search(r"\banalyst", subject)
    )
    outlet = verb in ("reports", "estimates", "claims") and bool(re.search(r"[A-Z][\w.]*\s*$", subject))
    return bool(people or person or outlet)


def _unnamed(text: str, verb: re.Match[str], source: Source) -> Source:
    """`an official said, asking not to be named`: the weakness stands behind the verb."""
    behind = text[verb.end() : verb.end() + 80].split(";", 1)[0]
    if source.type is SourceType.ANONYMOUS or not UNNAMED.search(behind):
        return source
    return Source(SourceType.ANONYMOUS, source.n, source.who)


def _subject_start(text: str, start: int, end: int) -> int:
    """Where the subject of a verb of saying may begin: behind the last boundary that is no apposition."""
    low = max(start, end - 160)
    place = low
    for found in _SUBJECT_OPENS.finditer(text, low, end):
        place = found.end()
    commas = [n + 1 for n in range(place, end) if text[n] == ","]
    if text[place:end].rstrip().endswith(","):  # `X, a head of Y,`
        commas = commas[:-2]
    return commas[-1] if commas else place


def _reports(text: str, sentence: Stretch) -> Iterator[Attribution]:
    for match in _REPORTS_THAT.finditer(text, sentence.start, sentence.end):
        before = text[max(sentence.start, match.start() - 40) : match.start()]
        if match[0].lower() == "reportedly":
            yield Attribution(match.start(), match.end(), Source(SourceType.MEDIA, None, match[0]), True)
        elif re.search(r"(?:media|press|news|newspaper|local)\s*$", before, re.IGNORECASE) or names_kind(
            before, "outlet"
        ):
            yield Attribution(
                match.start(), match.end(), Source(SourceType.MEDIA, None, before.split()[-1] + " reports"), True
            )


def carried(previous: Source | None, text: str, sentence: Stretch) -> Source | None:
    """The speaker of the sentence before, where this one goes on with a pronoun or a quotation."""
    opening = text[sentence.start : sentence.start + 40]
    quoted = opening.startswith(("“", '"'))
    said = re.search(
        r"\b(?:he|she|they|it)\s+(?:also\s+)?(?:said|added|told|noted|explained)\b",
        text[sentence.start : sentence.end],
        re.IGNORECASE,
    )
    return replace(previous) if previous and (quoted or said) else None
