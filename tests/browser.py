"""Fixtures for tests in a real browser, and what happens to those tests where there is none.

@pytest.mark.browser
@pytest.mark.parametrize("page", ["phone", "desktop"], indirect=True)
def test_something(page, live_server):
    page.goto(live_server.url)
"""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests import chromium

VIEWPORTS = {"phone": (360, 740), "tablet": (820, 1180), "desktop": (1280, 900)}
PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session."""
    # Playwright keeps an event loop in this thread; the ORM would refuse to be called beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.arguments()
        )
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a profile of its own: new_page("phone"). One call per person in the story.

    The test fails if a script of ours throws, or if the content security policy stopped one.
    """
    contexts, complaints = [], []

    def open_page(viewport: str = "desktop", **options: object) -> Page:
        width, height = VIEWPORTS[viewport]
        options = {"locale": "en-GB", "timezone_id": "UTC", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: is_refusal(line) and complaints.append(line.text))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture
def page(new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """An empty page on a desktop, or on what it is parametrized with."""
    return new_page(getattr(request, "param", "desktop"))


def is_refusal(line: ConsoleMessage) -> bool:
    return line.type == "error" and "Content Security Policy" in line.text


class LeftOut:
    """Without a browser its tests are deselected, and the last lines say how many."""

    def __init__(self) -> None:
        self.count = 0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Leave the browser tests out, unless REQUIRE_BROWSER says that this is a failure."""
        missed = [item for item in items if item.get_closest_marker("browser")]
        if not missed or chromium.find():
            return
        if chromium.is_required():
            raise pytest.UsageError("REQUIRE_BROWSER is set and there is no Chromium.")
        items[:] = [item for item in items if item not in missed]
        config.hook.pytest_deselected(items=missed)
        self.count = len(missed)
        if hasattr(config, "workeroutput"):
            config.workeroutput["left_out"] = self.count

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object, error: object) -> None:
        """A worker of xdist tells how many it left out; each collects everything."""
        self.count = getattr(node, "workeroutput", {}).get("left_out", self.count)

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was not tested."""
        if self.count:
            terminalreporter.write_line(
                f"{self.count} browser tests were left out: no Chromium. make browser fetches one."
            )


def pytest_configure(config: pytest.Config) -> None:
    """Watch for missing browsers."""
    config.pluginmanager.register(LeftOut(), "browser-tests-left-out")
