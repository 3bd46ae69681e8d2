"""Composition arithmetic and readers: from what a person writes to exact bounds on every element."""
