"""Who says it: the attribution of a claim, back to where it starts and not to the outlet that passed it on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from permeance.terms.claim import Source, SourceType
from permeance.watch.lexicon import names, pattern
from permeance.watch.sentences import Stretch

AUTHOR = Source(SourceType.AUTHOR)
SAYING = (
    r"(?:said|say|says|saying|told|tell|tells|announced|announces|announce|stated|states|noted|notes|argued|argues"
    r"|stressed|stresses|added|adds|confirmed|confirms|explained|explains|reported|reports|disclosed|revealed|believe|believes"
    r"|declared|declares|warned|warns|wrote|writes|estimates|estimated|insisted|claimed|claims|put|denied|denies|pledged"
    r"|vowed|promised|threatened|threatens|proposed|indicated|acknowledged|admitted|expects|expect|expected|cited|posted"
    r"|predicts|predicted|thinks|doubts|reckons|rejected|dismissed|ruled|published|showed|shows|remarked|commented|emphasised"
    r"|emphasized|reiterated|maintained|suggested|suggests|hinted|signalled|signaled|declined|refused|gave|asked|cannot|thought|forecast|sees)"
)
_SAID = re.compile(rf"\b{SAYING}\b", re.IGNORECASE)
_ACCORDING = re.compile(
    r"\b(?:according to|citing|cited by|quoting|as reported by|based on|so says|in the words of|, per)\s+",
    re.IGNORECASE,
)
_REPORTS_THAT = re.compile(r"\breports? (?:that|of|by|in|from)\b|\breportedly\b", re.IGNORECASE)
_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_COUNT = re.compile(
    r"\b(?:(?P<of>one) of (?:the |its )?(?:\w+ )?|(?P<n>\d{1,2}|"
    + "|".join(_NUMBERS)
    + r"|an?|another) )(?:[\w'’-]+ ){0,4}$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?!(?:The|A|An|In|On|But|And|Two|Three|One|Four|Asked|Industry|State|South|North|Rare)\b)[A-Z][\w'’.-]+ (?:[A-Z][\w.'’-]* )?(?:van |von |de |bin |al-)?[A-Z][\w'’-]+"
)
_COMPANY = re.compile(
    r"\b[A-Z][\w&'’-]+ (?:Inc|Corp|Corporation|Co|Ltd|Limited|Group|Holdings|Minerals|Metals|Materials|Resources|Mining|Motors|AG|SE|Plc|NV|GmbH)\b"
)
_NOT_NAMED = re.compile(
    r"anonym|not (?:to )?be (?:named|identified)|not authori[sz]ed|condition of|briefed on|familiar with|with (?:direct )?knowledge",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^(?:\W*(?:but |and )?)(?:he|she|it|they|the (?:spokes\w+|official|minister|person|people|sources?))\s*$",
    re.IGNORECASE,
)
_ORDER = (
    SourceType.ANONYMOUS,
    SourceType.OFFICIAL,
    SourceType.ASSOCIATION,
    SourceType.COMPANY,
    SourceType.NAMED_PERSON,
    SourceType.MEDIA,
)


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
        subject = text[start : match.start()]
        verb = match[0].lower()
        if verb == "reports" and re.search(r"\b(?:media|press|news|newspaper)\s*$", subject, re.IGNORECASE):
            continue
        if verb in (
            "put",
            "showed",
            "shows",
            "gave",
            "cannot",
            "published",
            "ruled",
            "cited",
            "expected",
            "expect",
            "asked",
        ) and not _is_speaker(subject, verb):
            continue
        source = speaker(subject)
        if source is None and verb in (
            "said",
            "says",
            "say",
            "explained",
            "added",
            "reported",
        ):  # `..., said one source`
            end = _phrase_end(text, match.end(), sentence.end)
            source = speaker(text[match.end() : end])
            if source:
                yield Attribution(match.start(), end, source, False)
            continue
        if source is None:
            continue
        source = _told(text, match, sentence, source)
        follows = text[match.end() : sentence.end].strip(' .,"”')
        is_last = len(re.findall(r"\w+", follows)) <= 4 or _tail(follows)
        yield Attribution(start, match.end(), source, not is_last)


def _tail(follows: str) -> bool:
    """Whether only an addressee or a day follows the verb, so that what is said came before."""
    return (
        bool(
            re.match(
                r"(?:on \w+|in (?:a|an|its|the) [\w ]+|parliament[\w ]*|[A-Z]\w+|, \w+ing\b.*|;.*|, (?:because|naming|without|and)\b.*)+$",
                follows,
            )
        )
        and " that " not in f" {follows} "
    )


def _is_speaker(subject: str, verb: str) -> bool:
    """Verbs that also mean other things count only after a person or a group that can speak."""
    people = re.search(
        r"\b(?:sources?|people|insiders?|analysts?|economists?|spokes\w+|traders?|officials?|minister|president)\s*$",
        subject,
        re.IGNORECASE,
    )
    person = verb in ("cannot", "expects", "expect", "sees") and bool(
        _PERSON.search(subject) or re.search(r"\banalyst", subject)
    )
    return bool(people or person)


def _told(text: str, match: re.Match[str], sentence: Stretch, source: Source) -> Source:
    """`have told some firms that` names no origin of its own; the speaker stands."""
    return source


def _subject_start(text: str, start: int, end: int) -> int:
    """Where the subject of a verb of saying may begin: behind the last boundary that is no apposition."""
    window = text[max(start, end - 160) : end]
    offset = end - len(window)
    place = 0
    for found in re.finditer(r";|\.\s|[“”\"]|\b(?:but|while|that|as|and (?=the|a|two|one))\b", window):
        place = found.end()
    commas = [m.end() for m in re.finditer(",", window[place:])]
    rest = window[place:]
    if commas and rest.rstrip().endswith(","):  # `X, a head of Y,` or `..., who asked not to be named,`
        commas = commas[:-1]
        apposition = True
    else:
        apposition = False
    if commas and not apposition:
        place += commas[-1]
    elif commas and len(commas) > 1:
        place += commas[-2]
    return offset + place


def _reports(text: str, sentence: Stretch) -> Iterator[Attribution]:
    for match in _REPORTS_THAT.finditer(text, sentence.start, sentence.end):
        before = text[max(sentence.start, match.start() - 40) : match.start()]
        if match[0].lower() == "reportedly":
            yield Attribution(match.start(), match.end(), Source(SourceType.MEDIA, None, match[0]), True)
        elif re.search(r"(?:media|press|news|newspaper|local)\s*$", before, re.IGNORECASE) or _names(before, "outlet"):
            yield Attribution(
                match.start(), match.end(), Source(SourceType.MEDIA, None, before.split()[-1] + " reports"), True
            )


def speaker(phrase: str) -> Source | None:
    """Who a noun phrase names, as a source; None where it names nobody who can speak."""
    if not phrase.strip() or _PRONOUN.match(phrase):
        return None
    kinds = list(_kinds(phrase))
    if not kinds:
        return None
    kind, at, who = kinds[0]
    if kind is SourceType.ANONYMOUS:
        return Source(kind, _count(phrase, at), who)
    return Source(kind, None if kind is SourceType.MEDIA else 1, who)


def _kinds(phrase: str) -> Iterator[tuple[SourceType, int, str]]:
    """The kinds of source in a phrase, the one that decides first."""
    whole = phrase.strip(' ,"“”')
    anonymous = _names(phrase, "anonymous")
    hidden = _NOT_NAMED.search(phrase)
    if (anonymous is not None or hidden) and not re.search(r"\bopen[ -]source|source of\b", phrase, re.IGNORECASE):
        yield SourceType.ANONYMOUS, anonymous if anonymous is not None else _head(phrase), whole
    if _names(phrase, "association") is not None:
        yield SourceType.ASSOCIATION, 0, whole
    official, company, person = _names(phrase, "official"), _names(phrase, "company"), _PERSON.search(phrase)
    firm = _COMPANY.search(phrase)
    if person and not firm and official is None and _names(phrase, "authority") is None:
        chief = re.search(r"\b(?:CEO|CFO|chief executive|chairman of|president of)\b", phrase)
        outlet = _names(phrase, "outlet")
        if outlet is None:
            yield (SourceType.COMPANY if chief else SourceType.NAMED_PERSON), 0, whole
    if official is not None and (company is None or _is_state(phrase)):
        yield SourceType.OFFICIAL, 0, whole
    if company is not None or firm:
        yield SourceType.COMPANY, 0, whole
    if _names(phrase, "outlet") is not None:
        yield SourceType.MEDIA, 0, whole
    if _names(phrase, "authority") is not None:
        yield SourceType.OFFICIAL, 0, whole


def _is_state(phrase: str) -> bool:
    """A spokesman of a company speaks for it; a minister or a ministry always for a state."""
    return bool(re.search(r"\b(?:minist\w+|government|customs|commission\w*|regulator)\b", phrase, re.IGNORECASE))


def _head(phrase: str) -> int:
    match = re.search(r"\b(?:people|person|officials?|executives?|diplomats?|who)\b", phrase, re.IGNORECASE)
    return match.start() if match else len(phrase)


def _names(phrase: str, kind: str) -> int | None:
    """Where a name of a kind stands in a phrase."""
    places = [m.start() for name in names(kind) if (m := name.matcher.search(phrase))]
    return min(places, default=None)


def _count(phrase: str, at: int) -> int | None:
    """How many people, where the words before the noun say it: `two industry insiders` are 2."""
    match = _COUNT.search(phrase[:at])
    if not match:
        return None
    if match["of"]:
        return 1
    word = match["n"].lower()
    if word in ("a", "an", "another"):
        return 1
    return int(word) if word.isdigit() else _NUMBERS[word]


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


__all__ = ["AUTHOR", "Attribution", "attributions", "carried", "pattern", "source_of", "speaker"]
