"""What screening found as plain values for JSON, and as lines for a person."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable

from permeance.determination.parties.lists.party_list import PartyList
from permeance.determination.parties.names_table import Named
from permeance.determination.parties.screen import Disposition, Hit, Screened, Screener

WIDTH = 80
SHOWN = 3  # hits of one name in a terminal; the others are counted there, and all of them stand in the JSON


def list_json(screener: Screener, found: PartyList) -> dict[str, object]:
    """One list: what it is, of which day, how it stands, and why it clears nobody where it does not."""
    gaps = screener.gaps_of(found)
    return {
        "list": found.id,
        "title": found.title,
        "file": found.file,
        "form": found.form,
        "state": found.state,
        "state_note": found.state_note,
        "dated": found.dated,
        "age_days": found.age_days(screener.on, screener.known),
        "parties": len(found.parties),
        "parties_stated": found.count,
        "names_searched": screener.names_of(found),
        "clears": found.is_searched and not gaps,
        "gaps": [f"{gap.found}; allowed: {gap.allowed}" for gap in gaps],
        "affiliates": found.affiliates or None,
    }


def result_json(named: Named, screened: Screened) -> dict[str, object]:
    """One name with all the listed names that it is or may be, the likest first."""
    return {
        "id": named.id,
        "row": named.row,
        "name": named.names[0],
        "country": named.country,
        "disposition": screened.disposition.value,
        "why": screened.why,
        "score": screened.score,
        "hits": [_hit_json(hit) for hit in screened.hits],
    }


def _hit_json(hit: Hit) -> dict[str, object]:
    return {
        "list": hit.party_list.id,
        "party": hit.party.names[0],
        "matched": hit.matched,
        "is_alias": hit.matched != hit.party.names[0],
        "given": hit.given,
        "score": hit.match.score,
        "match": "possible" if not hit.match.is_same else ("exact" if hit.match.score == 100 else "normalised"),
        "reasons": list(hit.match.reasons),
        "programme": hit.party.programme or None,
        "state": hit.state,
        "countries": list(hit.party.countries),
        "listed_on": hit.party.listed_on,
        "affiliates": hit.affiliates or None,
        "note": hit.party.note or None,
    }


def summary(screener: Screener, done: Counter[Disposition]) -> list[str]:
    """The answer in a sentence, and why nobody is clear where nobody is."""
    total = sum(done.values())
    counts = ", ".join(
        f"{done[d]} {d.value}" for d in Disposition if done[d] or d in (Disposition.HIT, Disposition.CLEAR)
    )
    names = sum(screener.names_of(found) for found in screener.lists)
    searched = sum(found.is_searched for found in screener.lists)
    lines = [
        f"{_many(total, 'name')} held against {_many(names, 'listed name')} of {_many(searched, 'list')}: {counts}.",
        f"Threshold {screener.threshold:g} of 100; listed on {screener.on}, as known on {screener.known}.",
    ]
    if screener.gaps:
        lines.append("Nobody is cleared: a list is unread, incomplete, stale or missing (below).")
    return [line for text in lines for line in _wrapped(text)]


def _wrapped(text: str, first: str = "", later: str = "") -> list[str]:
    """Lines of 80 columns; an id with hyphens stays whole."""
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def list_lines(screener: Screener) -> list[str]:
    """The lists as a table: how each stands, of which day it is, how many names are searched."""
    lines = [f"{'list':22} {'state':10} {'dated':10} {'names':>7}  clears"]
    for found in screener.lists:
        gaps = screener.gaps_of(found)
        clears = "not searched" if not found.is_searched else f"no: {gaps[0].found}" if gaps else "yes"
        dated = found.dated.isoformat() if found.dated else "not known"
        state = found.state.replace("_", " ")
        line = f"{found.id[:22]:22} {state:10} {dated:10} {screener.names_of(found):>7,}  {clears}"
        lines += _wrapped(line, later=" " * 54)
    return lines


def result_lines(named: Named, screened: Screened) -> list[str]:
    """One name: its disposition and, for each listed name that it may be, why."""
    lines = _wrapped(f"{screened.disposition.value:10} {named.id}: {named.names[0]}", later=" " * 11)
    for hit in screened.hits[:SHOWN]:
        lines += _hit_lines(hit, named.country)
    if len(screened.hits) > SHOWN:
        lines.append(f"{'':11}and {len(screened.hits) - SHOWN} more, all in --format json")
    return lines


def _hit_lines(hit: Hit, country: str | None) -> Iterable[str]:
    alias = f", another name of {hit.party.names[0]}" if hit.matched != hit.party.names[0] else ""
    where = f"{hit.party_list.id}, {hit.state.replace('_', ' ')}"
    programme = f"; {hit.party.programme}" if hit.party.programme else ""
    texts = [f"{hit.match.score:g}  {hit.matched}{alias} ({where}{programme})", f"    {'; '.join(hit.match.reasons)}"]
    if country and hit.party.countries and country not in hit.party.countries:
        texts.append(f"    country {country} given, {' '.join(hit.party.countries)} listed; a country clears nobody")
    if hit.affiliates:
        texts.append(f"    the list reaches further: {hit.affiliates}")
    for text in texts:
        indent = " " * (11 + (len(text) - len(text.lstrip())))
        yield from _wrapped(text.lstrip(), indent, " " * 15)
