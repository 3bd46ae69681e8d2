"""The law as data: instruments, their provisions and segments, calendars; loader, validator, snapshot."""
