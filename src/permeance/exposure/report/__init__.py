"""The report: one self-contained HTML file, the answer first."""

from permeance.exposure.report.page import write_report

__all__ = ["write_report"]
