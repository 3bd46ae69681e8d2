"""Does this crossing need a licence: one crossing at a time, three-valued, with its reasons."""
