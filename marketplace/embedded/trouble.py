"""The one error that is shown to a person as a sentence, without a traceback."""


class Trouble(Exception):
    """Something the person at the terminal can put right."""
