"""When something will happen: decision days of pending cases, from the clock and the public record."""
