"""The long tests run first, so that both workers end at the same time."""

import pytest

LONG = ("browser", "slow")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Else the last minutes belong to one worker with a browser, and the other waits."""
    items.sort(key=lambda item: not any(map(item.get_closest_marker, LONG)))
