"""Who a noun phrase names, as a kind of source: a ministry, two insiders, a firm, a person, an outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from permeance.terms.claim import Source, SourceType
from permeance.watch.lexicon import names

_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_COUNT = re.compile(
    r"\b(?:(?P<of>one) of (?:the |its )?(?:\w+ )?|(?P<n>\d{1,2}|"
    + "|".join(_NUMBERS)
    + r"|an?|another) )(?:[\w'’-]+ ){0,4}$",
    re.IGNORECASE,
)
_NO_FIRST_NAME = "The A An In On But And Two Three One Four Asked Industry State South North Rare".replace(" ", "|")
PERSON = re.compile(
    rf"\b(?!(?:{_NO_FIRST_NAME})\b)[A-Z][\w'’.-]+ (?:[A-Z][\w.'’-]* )?(?:van |von |de |bin |al-)?[A-Z][\w'’-]+"
)
_COMPANY = re.compile(
    r"\b[A-Z][\w&'’-]+ (?:Inc|Corp|Corporation|Co|Ltd|Limited|Group|Holdings|Minerals|Metals|Materials|Resources"
    r"|Mining|Motors|AG|SE|Plc|NV|GmbH)\b"
)
_OUTLET = re.compile(
    r"\b[A-Z]\w+ (?:Gazette|Times|Post|News|Journal|Herald|Tribune|Press|Review|Standard|Telegraph|Observer|Daily"
    r"|Chronicle|Agency)\b"
)
_NO_NAME = frozenset(
    "He She It They We You I This That There Some Many Most Others Both Nobody Everyone Who If When Once".split()
)
_FAMILIAR = re.compile(r"briefed on|familiar with|with (?:direct )?knowledge", re.IGNORECASE)
UNNAMED = re.compile(r"anonym|not (?:to )?be (?:named|identified)|not authori[sz]ed|condition of", re.IGNORECASE)
# A noun that tells a person by what they do, without a name: a lawyer, three advisers, a customs broker.
_DOER = re.compile(
    r"[a-z]{2,}(?:er|or|ist|ant|ian|eer|yst)s?|attorneys?|academics?|delegates?|representatives?|aides?|staff|clerks?"
    r"|person|people|m[ae]n|wom[ae]n"
)
_NO_DOER = re.compile(
    r"(?:paper|newspaper|letter|newsletter|number|order|quarter|matter|power|poster|folder|register|former|latter|neither|either|whether|however|rather|together|earlier|later|never|over|under|after|further|longer|ever|cent(?:er|re)"
    r"|(?:other|newslett|septemb|octob|novemb|decemb)er|another|error|indicator|tracker|monitor|barometer)s?"
)
_BEHIND_HEAD = re.compile(
    r",|\b(?:in|at|of|from|with|for|to|who|whose|that|based|close|near|on|close|working|advising|representing|acting)\b"
)
PRONOUN = re.compile(r"^(?:\W*(?:but |and )?)(?:he|she|it|they)\s*$", re.IGNORECASE)


def speaker(phrase: str) -> Source | None:
    """Who a noun phrase names, as a source; None where it names nobody who can speak."""
    if not phrase.strip() or PRONOUN.match(phrase):
        return None
    kinds = list(_kinds(phrase)) or _lone_name(phrase)
    if not kinds:
        return None
    kind, at, who = kinds[0]
    if kind is SourceType.ANONYMOUS:
        return Source(kind, _count(phrase, at), who)
    counted = _count(phrase, at) if at else None
    return Source(kind, None if kind is SourceType.MEDIA else counted or 1, who)


def _kinds(phrase: str) -> Iterator[tuple[SourceType, int, str]]:
    """The kinds of source in a phrase, the one that decides first."""
    whole = phrase.strip(' ,"“”')
    anonymous = names_kind(phrase, "anonymous")
    hidden = UNNAMED.search(phrase) or _FAMILIAR.search(phrase)
    if (anonymous is not None or hidden) and not re.search(r"\bopen[ -]source|source of\b", phrase, re.IGNORECASE):
        yield SourceType.ANONYMOUS, anonymous if anonymous is not None else _head(phrase), whole
    doer = _doer(phrase)
    if doer is not None:
        yield SourceType.ANONYMOUS, doer, whole
    if names_kind(phrase, "association") is not None:
        yield SourceType.ASSOCIATION, 0, whole
    official, company, person = names_kind(phrase, "official"), names_kind(phrase, "company"), PERSON.search(phrase)
    firm = _COMPANY.search(phrase)
    if person and not firm and official is None and names_kind(phrase, "authority") is None:
        chief = re.search(r"\b(?:CEO|CFO|chief executive|chairman of|president of)\b", phrase)
        if names_kind(phrase, "outlet") is None and not _OUTLET.search(phrase):
            yield (SourceType.COMPANY if chief else SourceType.NAMED_PERSON), 0, whole
    if official is not None and (company is None or _is_state(phrase)):
        yield SourceType.OFFICIAL, official, whole
    if company is not None or firm:
        yield SourceType.COMPANY, company or 0, whole
    if names_kind(phrase, "outlet") is not None or _OUTLET.search(phrase):
        yield SourceType.MEDIA, 0, whole
    if names_kind(phrase, "authority") is not None:
        yield SourceType.OFFICIAL, 0, whole


def _doer(phrase: str) -> int | None:
    """Where the head noun stands, if it tells an unnamed person of none of the kinds that are listed."""
    head = _BEHIND_HEAD.split(phrase, maxsplit=1)[0]
    words = list(re.finditer(r"[\w'’-]+", head))
    if not words or PERSON.search(phrase) or not _DOER.fullmatch(words[-1][0]) or _NO_DOER.fullmatch(words[-1][0]):
        return None
    listed = ("official", "company", "anonymous")
    if any(names_kind(words[-1][0], kind) is not None for kind in listed):
        return None
    if any(names_kind(head, kind) is not None for kind in ("association", "outlet")):
        return None
    return words[-1].start()


def _lone_name(phrase: str) -> list[tuple[SourceType, int, str]]:
    """A surname, or letters that stand for a body, where nothing else is known of the speaker."""
    word = phrase.strip(' ,"“”')
    if not re.fullmatch(r"[^\W\d_a-z][\w'’-]+", word) or word in _NO_NAME:
        return []
    return [(SourceType.ASSOCIATION if word.isupper() else SourceType.NAMED_PERSON, 0, word)]


def _is_state(phrase: str) -> bool:
    """A spokesman of a company speaks for it; a minister or a ministry always for a state."""
    return bool(re.search(r"\b(?:minist\w+|government|customs|commission\w*|regulator)\b", phrase, re.IGNORECASE))


def _head(phrase: str) -> int:
    match = re.search(r"\b(?:people|person|officials?|executives?|diplomats?|who)\b", phrase, re.IGNORECASE)
    return match.start() if match else len(phrase)


def names_kind(phrase: str, kind: str) -> int | None:
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
