"""What can be done about a stop, by whom, and how many days it buys."""

from permeance.exposure.levers.lever import Candidate, DaysGained, Lever, Levers, Recorded
from permeance.exposure.levers.recorded import recorded_of
from permeance.exposure.levers.search import levers

__all__ = ["Candidate", "DaysGained", "Lever", "Levers", "Recorded", "levers", "recorded_of"]
