"""The day on which something is to be known, held against today and against the law in the data."""

from __future__ import annotations

from datetime import date

from permeance.law.folder import shipped_instruments
from permeance.law.instrument import Role
from permeance.law.jurisdictions import jurisdictions
from permeance.terms.problem import Problem


def doubts(known: date, today: date) -> list[Problem]:
    """Why an answer as known on a day cannot be had: the day is still to come, or no law in the data was public."""
    modelled = [i for i in shipped_instruments() if i.jurisdiction in jurisdictions()]
    first = min(i.published for i in modelled if any(p.role is Role.ENTRY for p in i.provisions))
    if known > today:
        found = f"{known}, which is after today ({today})"
        remedy = "what becomes public after today is not known, so the answer rests on what is known today"
        return [Problem("command line", None, "--known", found, "a day up to today", remedy)]
    if known < first:
        found = f"{known}, when none of the law in the data was public"
        remedy = "ask for a later day; this answer is no all-clear"
        return [Problem("command line", None, "--known", found, f"{first} or later", remedy)]
    return []
