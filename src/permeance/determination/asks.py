"""Facts that are asked for in the same words wherever they are missing."""

from __future__ import annotations

from permeance.determination.crossing import Crossing
from permeance.determination.reasons import Missing
from permeance.materials.trade_name import TEST, grade_named, open_elements
from permeance.terms.element import name

NO_FORM = Missing("form", None, "the form in which the goods cross")
NO_RULING = Missing(
    "ruling", None,
    "an answer of the authority on materials that no name of the printed list fits; a trace needs none if it is "
    "declared as not added on purpose",
)  # fmt: skip
NO_SHIP_FROM = Missing("ship_from", None, "the country that the goods leave")
NO_COMPOSITION = Missing("composition", None, "a material declaration or test report")


def ask_composition(crossing: Crossing) -> Missing:
    """The composition that was not given; of a magnet of a known grade, which test settles what the grade leaves open.

    Of `N42SH` that is dysprosium and terbium: the grade promises a coercivity and says of neither whether it is there.
    """
    grade = grade_named(crossing.grade)
    if grade is None or not grade.settled_on:
        return NO_COMPOSITION
    elements = " and ".join(map(name, grade.settled_on))
    ask = f"a material declaration, or {TEST} that states {elements}: grade {grade.name} tells no shares"
    return Missing(NO_COMPOSITION.fact, None, ask)


def ask_content(crossing: Crossing, element: str) -> Missing:
    """The content of one element; where a trade name or a grade stands for the shares, by a test of the lot itself."""
    composition = crossing.composition
    named = [c.formula for c in composition.constituents if open_elements(c.formula)] if composition else []
    own = next((formula for formula in named if grade_named(formula)), "")
    grade = crossing.grade or own
    return Missing(
        "composition",
        element,
        f"{TEST if named else 'a test report'}{f' for grade {grade}' if grade else ''} "
        f"that states the {name(element)} content",
    )
