"""An assessment in sentences, as lines for a terminal, and as plain values for JSON."""

from permeance.exposure.rendering.as_json import as_json
from permeance.exposure.rendering.as_text import COVER, as_text, gained_words
from permeance.exposure.rendering.dates import SHARE_DIGITS, percent, prose, provisional_words
from permeance.exposure.rendering.held import WHY_HELD, hold_rows, hold_words, holds_json
from permeance.exposure.rendering.lines import (
    calendar_words,
    driver_words,
    headline,
    line_sentence,
    next_words,
    unused_words,
)
from permeance.exposure.rendering.news import news_words
from permeance.exposure.rendering.unfiled import (
    only_if_words,
    unfiled_groups,
    unfiled_json,
    unfiled_sentences,
    unfiled_words,
)

__all__ = [
    "COVER",
    "SHARE_DIGITS",
    "WHY_HELD",
    "as_json",
    "as_text",
    "calendar_words",
    "driver_words",
    "gained_words",
    "headline",
    "hold_rows",
    "hold_words",
    "holds_json",
    "line_sentence",
    "news_words",
    "next_words",
    "only_if_words",
    "percent",
    "prose",
    "provisional_words",
    "unfiled_groups",
    "unfiled_json",
    "unfiled_sentences",
    "unfiled_words",
    "unused_words",
]
