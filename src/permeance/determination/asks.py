"""Facts that are asked for in the same words wherever they are missing."""

from __future__ import annotations

from permeance.determination.reasons import Missing

NO_FORM = Missing("form", None, "the form in which the goods cross")
NO_RULING = Missing(
    "ruling", None,
    "an answer of the authority on materials that no name of the printed list fits; a trace needs none if it is "
    "declared as not added on purpose",
)  # fmt: skip
NO_SHIP_FROM = Missing("ship_from", None, "the country that the goods leave")
NO_COMPOSITION = Missing("composition", None, "a material declaration or test report")
