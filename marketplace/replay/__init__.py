"""Real orders of the past, run through today's stories on a moving clock."""
