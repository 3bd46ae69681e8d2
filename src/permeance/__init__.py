"""permeance: from an export-licence rule to the day a production line stops."""

__version__ = "0.1.0"
