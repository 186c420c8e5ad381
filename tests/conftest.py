"""Fixtures for everybody: the test database, the browser, the cast."""

from importlib.util import find_spec

from django.conf import settings

from marketplace.words import catalogue

pytest_plugins = ["tests.database", "tests.browser", "tests.long_first", "tests.log_reader"]
if find_spec("tests.cast"):
    pytest_plugins += ["tests.cast", "tests.scenes"]


def pytest_configure() -> None:
    """Pages are read in every language, also where pytest was called by hand."""
    if catalogue.stale():
        catalogue.compile_all()
    # Every answer of the API, in whatever test, is held against its document.
    settings.MIDDLEWARE = ["tests.contract.AnswersAsWritten", *settings.MIDDLEWARE]
