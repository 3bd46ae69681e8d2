"""The case and its clocks: pure functions of dates, events and published calendars."""
