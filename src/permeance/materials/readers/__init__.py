"""Readers of tables that people and other systems hand in; hostile files are expected."""
