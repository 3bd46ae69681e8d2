"""What every written form of an answer says in the same words."""

from __future__ import annotations

from permeance import __version__
from permeance.exposure.assess import Assessment
from permeance.exposure.outcome import Driver, LineStop
from permeance.exposure.rendering import calendar_words, driver_words, percent, prose
from permeance.law.instrument import Coverage, Instrument
from permeance.law.vintage import NEWEST_SOURCE

SYNTHETIC = "Synthetic data."
INVENTED = "Every name, part, stock and application in this report is invented."
NO_ADVICE = (
    "Not legal or investment advice. Check every determination with the exporter and with counsel before goods move."
)
FAR_APART = "where scenarios lie far apart, the median of the mixture may be a day that none of them predicts."
TWO_READINGS = (
    "the earlier ones of two readings, run by run: acting on the strictest answer that the known facts allow, and on "
    "the mildest."
)
NO_CASE = "No case is pending."
AS_IF_GRANTED = "Decisions are forecast as if granted. The limit is no promise, and its passing grants nothing."
DAYS_LATER = (
    "Best first, each by the days by which a line stops later than without it, on the same luck (P10, P50, P90). A "
    "minus is a line that stops sooner."
)
NOT_SIMULATED, NOT_FORESEEABLE = "not simulated", "not foreseeable"


def title(assessment: Assessment) -> str:
    """What the file is, as the title of a page or among a workbook's properties."""
    label = "Synthetic data: " if assessment.company.synthetic else ""
    return f"{label}{assessment.company.name}, line-stop dates as of {prose(assessment.company.as_of)}"


def asked(assessment: Assessment) -> str:
    """Of whom, for which day, and with what was known."""
    company = assessment.company
    return f"{company.name}, as of {prose(company.as_of)}, with what was public on {prose(assessment.known)}."


def vintage(assessment: Assessment) -> str:
    """How far the law looks, without a full stop."""
    if assessment.known > NEWEST_SOURCE:
        words = f"The newest legal source read is of {prose(NEWEST_SOURCE)}"
    else:
        words = f"Law last verified on {prose(assessment.snapshot.verified_on)}"
    pointers = not_modelled(assessment)
    return f"{words}; {len(pointers)} instruments are known and not modelled yet" if pointers else words


def made(assessment: Assessment) -> str:
    """By which law, luck and version the answer can be had again."""
    snapshot, settings = assessment.snapshot, assessment.settings
    return (
        f"Law snapshot {snapshot.hash}, last verified {prose(snapshot.verified_on)}. Seed {settings.seed}, "
        f"{settings.replications:,} runs, horizon {settings.horizon_days} days. permeance {__version__}."
    )


def shown_drivers(line: LineStop) -> list[Driver]:
    """What stops a line in at least one run of 100, and in any case the first."""
    return [driver for n, driver in enumerate(line.drivers) if driver.share >= 0.01 or n == 0]


def driver_share(driver: Driver) -> str:
    """Why a line stops, and in how many of the runs."""
    return f"{percent(driver.share)} of runs: {driver_words(driver)}"


def not_modelled(assessment: Assessment) -> list[Instrument]:
    """The instruments that are known to exist and of which nothing more is in the data."""
    return [i for i in assessment.snapshot.instruments.values() if i.coverage is Coverage.POINTER_ONLY]


def not_known(assessment: Assessment) -> list[str]:
    """Gaps in the law as encoded, and in what the record says by this day."""
    instruments = assessment.snapshot.instruments.values()
    pointers = [i.id for i in not_modelled(assessment)]
    gaps = [f"{i.id}: {gap}." for i in instruments if i.coverage is not Coverage.POINTER_ONLY for gap in i.missing]
    if pointers:
        gaps.insert(
            0,
            f"{', '.join(pointers)}: known to exist and not modelled yet; what they might catch is answered "
            "cannot tell, never cleared.",
        )
    if any(line.stop.off_days for line in assessment.simulated.lines):
        gaps.insert(0, calendar_words(assessment))
    if assessment.known > NEWEST_SOURCE:
        gaps.insert(
            0, f"The newest legal source read is of {prose(NEWEST_SOURCE)}; what came later is not in the data."
        )
    gaps.append("Of the law of countries other than China a few entries are modelled; it clears nothing.")
    newest = max((u.row.published for t in assessment.simulated.times.values() for u in t.record), default=None)
    if newest is not None:
        age = (assessment.known - newest).days
        gaps.append(f"The newest row of the public record of decisions is of {prose(newest)}, {age} days before.")
    return gaps
