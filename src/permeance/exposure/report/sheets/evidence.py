"""The sheets on what the dates rest on: the cases, the licences in hand, and whether each crossing needs one."""

from __future__ import annotations

from permeance.determination.determine import Determination
from permeance.determination.rendering import sentence
from permeance.exposure.assess import Assessment
from permeance.exposure.licences import Balance, balance
from permeance.exposure.outcome import CaseView
from permeance.exposure.report import words
from permeance.exposure.report.sheets.sheet import Column, Row, Sheet, dates, listed, spaced, span_columns
from permeance.exposure.report.timeline import case_sentence, limit
from permeance.foresight.decision_time import STATUTORY_WORKING_DAYS


def cases(assessment: Assessment) -> Sheet:
    """One row for every pending case, with its clock and its forecast."""
    columns = (
        Column("Case"),
        Column("Crossing"),
        Column("Part"),
        Column("Pieces"),
        Column("Status"),
        Column("Filed", most=12),
        Column("Accepted", most=12),
        Column("Decided", most=12),
        Column("Working days since acceptance", most=12),
        Column(f"Limit of {STATUTORY_WORKING_DAYS} working days, earliest", most=14),
        Column("Limit, latest", most=14),
        Column("Answers owed by", most=30),
        *span_columns("Decision"),
        *span_columns("At the plant"),
        Column("Dates may be off by working days", most=12),
        Column("In words", most=70),
    )
    views = assessment.simulated.cases
    calendar = f"Working days are those of the calendar {assessment.calendar.id}."
    note = f"{words.AS_IF_GRANTED} {calendar}" if views else words.NO_CASE
    return Sheet("Cases", (note,), columns, [_case(assessment, view) for view in views])


def _case(assessment: Assessment, view: CaseView) -> Row:
    application = view.application
    posts = limit(assessment.calendar, view)
    owed = [f"{q.who_owes or 'nobody named'} (asked {q.asked})" for q in application.queries if q.answered is None]
    return (
        application.id,
        application.crossing,
        assessment.company.crossings[application.crossing].item,
        application.qty,
        spaced(application.status),
        application.filed,
        application.accepted,
        application.decided,
        view.counted_days,
        posts[0] if posts else None,
        posts[-1] if posts else None,
        listed(owed),
        *(dates(view.decision, words.NOT_FORESEEABLE) if application.status != "granted" else (None,) * 3),
        *dates(view.arrival, words.NOT_FORESEEABLE),
        max(view.decision.off_days, view.arrival.off_days),
        case_sentence(view),
    )


def licences(assessment: Assessment) -> Sheet:
    """One row for every licence in hand, with what may still ship under it."""
    columns = (
        Column("Licence"),
        Column("Case"),
        Column("Kind"),
        Column("Exporter", most=30),
        Column("Consignee", most=30),
        Column("End user", most=30),
        Column("Part"),
        Column("End use", most=30),
        Column("Control code"),
        Column("Valid from", most=12),
        Column("Valid to", most=12),
        Column("Granted kg", most=12),
        Column("May still ship, kg", most=12, strong=True),
        Column("Granted value", most=12),
        Column("May still ship, value", most=12, strong=True),
        Column("Clearances allowed", most=12),
        Column("Clearances left", most=12),
        Column("Why nothing may ship", most=50),
    )
    company = assessment.company
    left = [balance(licence, company.clearances, company.as_of) for licence in company.licences.values()]
    note = (
        "What was granted less what is cleared. A balance is never shared between pairs of exporter and end user."
        if left
        else "The folder names no licence in hand."
    )
    return Sheet("Licences", (note,), columns, [_licence(found) for found in left])


def _licence(left: Balance) -> Row:
    licence = left.licence
    return (
        licence.id,
        licence.application,
        licence.kind,
        licence.exporter,
        licence.consignee,
        licence.end_user,
        licence.item,
        licence.end_use,
        licence.control_code,
        licence.valid_from,
        licence.valid_to,
        licence.mass_kg,
        left.mass_kg,
        licence.value,
        left.value,
        licence.clearances_allowed,
        left.clearances,
        f"{left.why}: {left.overdrawn}" if left.overdrawn else left.why or None,
    )


def determinations(assessment: Assessment) -> Sheet:
    """One row a crossing: the answer and its bounds, what governs it, what is missing, what has to be done."""
    columns = (
        Column("Crossing"),
        Column("Part"),
        Column("Description", most=30),
        Column("On", most=12),
        Column("Answer", strong=True),
        Column("At least"),
        Column("At most"),
        Column("Act as", strong=True),
        Column("Control codes"),
        Column("Governed by", most=36),
        Column("Read at", most=36),
        Column("Evidence"),
        Column("Answer changes next", most=12),
        Column("To be read", most=36),
        Column("What would settle it", most=50),
        Column("To do", most=70),
        Column("In words", most=60),
    )
    note = (
        "Whether each crossing needs a licence. Where the answer is unknown, act on the strictest that the facts allow."
    )
    rows = [_determination(assessment, name, d) for name, d in assessment.determinations.items()]
    return Sheet("Determinations", (note,), columns, rows)


def _determination(assessment: Assessment, name: str, decided: Determination) -> Row:
    governing = decided.governing
    duties = (
        f"{duty.text} ({duty.basis}{f': {duty.citation}' if duty.citation else ''})" for duty in decided.obligations
    )
    return (
        name,
        assessment.company.crossings[name].item,
        decided.crossing.description,
        decided.on,
        spaced(decided.answer.value),
        spaced(decided.at_least.value),
        spaced(decided.at_most.value),
        spaced(decided.act_as.value),
        listed(f.provision.code for f in decided.caught_by if f.provision.code),
        str(governing.citation) if governing else None,
        governing.citation.url if governing else None,
        decided.evidence,
        decided.next_change,
        listed(decided.reverify),
        listed(fact.ask or spaced(fact.fact) for fact in decided.missing),
        listed(duties),
        sentence(decided),
    )
