"""Parties held against lists of parties: read a name, find what is like it, say how alike and why."""
