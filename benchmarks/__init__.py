"""Measured speed, each figure beside that of a plain twin in the same run."""
