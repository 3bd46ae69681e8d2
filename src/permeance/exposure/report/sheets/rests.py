"""The sheets on what the answer rests on: the news, the assumptions, the input that was not used, the law's limits."""

from __future__ import annotations

from permeance import __version__
from permeance.exposure.assess import Assessment
from permeance.exposure.rendering import news_words
from permeance.exposure.report import words
from permeance.exposure.report.sheets.sheet import Column, Row, Sheet, listed, spaced
from permeance.foresight.news import News
from permeance.law.vintage import NEWEST_SOURCE
from permeance.terms.claim import Claim


def claims(assessment: Assessment) -> Sheet:
    """One row a claim: what, how sure, who says so, in which words, and what it moved."""
    columns = (
        Column("Document", most=30),
        Column("Published", most=12),
        Column("Action"),
        Column("Certainty"),
        Column("Kind of source"),
        Column("Sources", most=10),
        Column("Who says so", most=30),
        Column("Who acts", most=20),
        Column("Instrument"),
        Column("Goods", most=30),
        Column("Bound for", most=20),
        Column("When", most=20),
        Column("From", most=12),
        Column("To", most=12),
        Column("Quote", most=70),
        Column("Not given", most=24),
        Column("Moves the odds of", most=50),
    )
    news = assessment.outlook.news
    rows = [_claim(assessment, document, claim) for document in news for claim in document.claims]
    first, *more = news_words(assessment)
    return Sheet("Claims", (first,), columns, rows, tuple(more))


def _claim(assessment: Assessment, document: News, claim: Claim) -> Row:
    moved = (f"{m.outcome}, times {m.factor:.2f}" for m in assessment.outlook.moved if m.claim is claim)
    return (
        document.file,
        document.published,
        spaced(claim.action.value),
        claim.certainty.in_words,
        spaced(claim.source.type.value),
        claim.source.n,
        claim.source.who,
        claim.actor,
        spaced(claim.instrument.value),
        listed(map(spaced, claim.items)),
        listed(claim.targets),
        claim.time.expr,
        claim.time.start,
        claim.time.end,
        claim.span.quote,
        listed(spaced(name) for name in claim.incomplete),
        listed(moved),
    )


def assumptions(assessment: Assessment) -> Sheet:
    """One row for everything that is taken as true without proof."""
    columns = (Column("What", most=60), Column("Value", most=50), Column("Source", most=60))
    rows = [(a.what, a.value, a.source) for a in assessment.assumptions]
    return Sheet("Assumptions", ("What is taken as true without proof, and where it comes from.",), columns, rows)


def problems(assessment: Assessment) -> Sheet:
    """One row for every fault of the input."""
    columns = (
        Column("File", most=30),
        Column("Row", most=10),
        Column("Key"),
        Column("Found", most=40),
        Column("Allowed", most=40),
        Column("Remedy", most=60),
    )
    found = assessment.problems
    note = "What of the input could not be used." if found else "All of the input was used."
    return Sheet("Problems", (note,), columns, [(p.file, p.row, p.key, p.found, p.allowed, p.remedy) for p in found])


def limits(assessment: Assessment) -> Sheet:
    """What the answer can be had again by, what is not known, and what it is not."""
    company, settings, snapshot = assessment.company, assessment.settings, assessment.snapshot
    rows: list[Row] = [
        ("Company", company.name),
        ("As of", company.as_of),
        ("With what was public on", assessment.known),
        ("Law snapshot", snapshot.hash),
        ("Law last verified on", snapshot.verified_on),
        ("Newest legal source read", NEWEST_SOURCE),
        ("Seed", settings.seed),
        ("Runs", settings.replications),
        ("Horizon in days", settings.horizon_days),
        ("permeance", __version__),
        *(("Not known", gap) for gap in words.not_known(assessment)),
        *(("Not modelled yet", f"{i.id}: {i.title}") for i in words.not_modelled(assessment)),
    ]
    notes = (words.NO_ADVICE, f"{words.asked(assessment)} {words.vintage(assessment)}.")
    return Sheet("Law and limits", notes, (Column("What"), Column("Value", most=110)), rows)
