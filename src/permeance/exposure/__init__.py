"""From a company folder to the day on which each line stops, and the report that says so."""
