"""Fixtures for everybody: the test database, the browser, the cast."""

from importlib.util import find_spec

pytest_plugins = ["tests.database", "tests.browser"]
if find_spec("tests.cast"):
    pytest_plugins.append("tests.cast")
