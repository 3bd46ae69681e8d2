"""Determinations by the million: rows of which the law cannot tell one from another are decided once."""
