"""The catalogues: every word that people see, and what it is in each language."""
