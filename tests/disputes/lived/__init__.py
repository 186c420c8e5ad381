"""One order and its cases, lived by chance: who does what, what time does, what must never be false."""
