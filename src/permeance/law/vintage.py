"""How far the shipped law looks: when its sources were collected, and the newest of them."""

from __future__ import annotations

from datetime import date

COLLECTED = date(2026, 11, 23)
NEWEST_SOURCE = date(2026, 10, 9)
