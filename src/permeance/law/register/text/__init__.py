"""The answers of the register as a person reads them on a terminal, one module for each question."""
