"""Finds a Chromium for the browser tests, or fetches one: python -m tests.chromium."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def is_required() -> bool:
    """Whether a missing browser is a failure (REQUIRE_BROWSER=1) and not a shorter test run."""
    return os.environ.get("REQUIRE_BROWSER", "") not in ("", "0")


def arguments() -> list[str]:
    """What Chromium is started with; as root its sandbox cannot work."""
    return [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


@cache
def find() -> str | None:
    """A Chromium on this machine: CHROMIUM, the system's, or Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return of_playwright()


def of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def fetch() -> None:
    """Install one: Debian's package as root, else Playwright's download."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Browser: no Chromium here; installing Debian's with apt-get", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(
                ["apt-get", "-qq", *words], env=quiet, check=False, stdout=subprocess.DEVNULL
            )
        find.cache_clear()
    if not find():
        print("Browser: no Chromium here; asking Playwright for one", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        find.cache_clear()


def main() -> int:
    """Make sure there is a Chromium; fail without one only if it is required."""
    if not find():
        fetch()
    if not find():
        print("Browser: none to be had; the tests marked browser will be left out", flush=True)
    return 1 if is_required() and not find() else 0


if __name__ == "__main__":
    sys.exit(main())
