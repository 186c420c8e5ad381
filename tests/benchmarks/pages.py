"""How soon a phone on a slow network sees a list of the running demo, and how heavy it is.

HOLDFAST_DEMO_URL names the demo. The phone: 390 pixels wide, 150 ms to the server, 1.6 Mbit/s, a
quarter of this machine's speed. Three visits with nothing cached; the median.
"""

from __future__ import annotations

import os
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests import chromium
from tests.benchmarks.place import say

PAGES = {"home": "/", "list": "/c/lamps/", "search": "/search/?q=lamp"}
VISITS = 3
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 93_750,
}
WATCH = """
    window.seen = {lcp: 0, cls: 0};
    new PerformanceObserver(l => l.getEntries().forEach(e => seen.lcp = e.startTime))
        .observe({type: 'largest-contentful-paint', buffered: true});
    new PerformanceObserver(l => l.getEntries().filter(e => !e.hadRecentInput)
        .forEach(e => seen.cls += e.value))
        .observe({type: 'layout-shift', buffered: true});
"""


def run() -> None:
    base = os.environ.get("HOLDFAST_DEMO_URL", "")
    if not base:
        print("pages_no_demo 1  # HOLDFAST_DEMO_URL=http://127.0.0.1:8000 make bench ARGS=pages")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.arguments()
        )
        for name, path in PAGES.items():
            visits = [visit(browser, base.rstrip("/") + path) for _ in range(VISITS)]
            say(f"pages_{name}_lcp_seconds", median(v["lcp"] for v in visits) / 1000)
            say(f"pages_{name}_layout_shift", max(v["cls"] for v in visits), 3)
            say(f"pages_{name}_kilobytes", median(v["bytes"] for v in visits) / 1000, 0)
            say(f"pages_{name}_requests", median(v["requests"] for v in visits), 0)
        browser.close()


def visit(browser: Browser, address: str) -> dict[str, float]:
    """One phone, its caches empty."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2.625, is_mobile=True
    )
    page = context.new_page()
    page.add_init_script(WATCH)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", NETWORK)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    seen: dict[str, Any] = page.evaluate("window.seen")
    context.close()
    return {**seen, "bytes": sum(sizes), "requests": len(sizes)}
