"""The report: one self-contained HTML file, the answer first."""
