"""Two hundred shoppers in peace, then the same while things break, then the books.

    python -m tests.load --shoppers 200 --seconds 180

On throw-away services of its own, with the shop's processes as in production. Ends with 1 when a page
failed in peace, when anything else than "come back in a moment" was said in the storm, when an order or
a cent is missing, or when a release was later than two sweeps.
"""

from __future__ import annotations

import argparse
import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError

from tests import own_services
from tests.load.shop import LOGS, Shop

LOCUST = Path(".venv-load/bin/locust")
NOTES = LOGS / "orders.jsonl"
DARK_SECONDS, HALF_REQUESTS = 20, 100


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--shoppers", type=int, default=200)
    asked.add_argument("--seconds", type=int, default=180)
    told = asked.parse_args()
    LOGS.mkdir(parents=True, exist_ok=True)
    NOTES.write_text("")
    with own_services.running() as own:
        shop = Shop(own)
        try:
            return judged(shop, told.shoppers, told.seconds)
        finally:
            shop.close()


def judged(shop: Shop, shoppers: int, seconds: int) -> int:
    prepare(shop)
    shop.open()
    say(f"In peace: {shoppers} shoppers for {seconds} seconds")
    wrong = ended(begun("peace", shop, shoppers, seconds))
    report("peace")
    say(f"In the storm: {shoppers} shoppers for {seconds} seconds")
    storm = begun("storm", shop, shoppers, seconds)
    wrong += storm_passes(shop, seconds)
    wrong += ended(storm)
    report("storm")
    say("Afterwards: every deadline has its two sweeps")
    time.sleep(125)
    verdict = [sys.executable, "-m", "tests.load.verdict", str(NOTES)]
    wrong += subprocess.run(verdict, env=shop.environment(), check=False).returncode
    return bool(wrong)


def prepare(shop: Shop) -> None:
    say("Database: migrating; shelves, people and holds: made by the stories")
    shop.do("manage.py", "migrate", "--database", "owner", "-v0", "--skip-checks")
    shop.do("manage.py", "collectstatic", "--noinput", "-v0", "--skip-checks")
    shop.do("-c", "import django; django.setup(); from tests.load import world; world.make()")


def begun(name: str, shop: Shop, shoppers: int, seconds: int) -> subprocess.Popen[bytes]:
    words = [LOCUST, "-f", "tests/load/shopper.py", "--headless", "--host", shop.address]
    words += ["-u", str(shoppers), "-r", "5", "-t", f"{seconds}s", "--stop-timeout", "20"]
    words += ["--csv", str(LOGS / name), "--only-summary", "--loglevel", "ERROR"]
    told = {"LOAD_NOTES": str(NOTES), "LOAD_DISTURBED": "1" if name == "storm" else ""}
    with (LOGS / f"{name}.log").open("wb") as log:
        return subprocess.Popen(words, env={**os.environ, **told}, stdout=log, stderr=log)


def ended(shoppers: subprocess.Popen[bytes]) -> int:
    return int(shoppers.wait() != 0)


def storm_passes(shop: Shop, seconds: int) -> int:
    """Half requests, a killed worker, an emptied Redis, and no database for a while."""
    time.sleep(seconds * 0.2)
    half = shop.half_requests(HALF_REQUESTS)
    wrong = others_are_served(shop)
    time.sleep(seconds * 0.1)
    shop.kill("worker")
    say("The worker was killed")
    time.sleep(5)
    shop.start_worker()
    flush_redis(shop)
    say("Redis was emptied")
    time.sleep(seconds * 0.1)
    shop.own.stop_database()
    say("PostgreSQL is down")
    wrong += told_to_come_back(shop)
    time.sleep(DARK_SECONDS)
    shop.own.start_database()
    say("PostgreSQL is there again")
    for one in half:
        one.close()
    return wrong


def others_are_served(shop: Shop) -> int:
    started = time.monotonic()
    status, _ = shop.answer("/protection/")
    took = time.monotonic() - started
    say(f"with {HALF_REQUESTS} half requests open, a page took {took:.1f} s ({status})")
    return int(status != 200 or took > 10)


def told_to_come_back(shop: Shop) -> int:
    try:
        status, wait = shop.answer("/search/?q=lamp")
    except (URLError, OSError) as silence:
        say(f"WRONG: without a database nobody answers: {silence}")
        return 1
    say(f"without a database: {status}, Retry-After: {wait}")
    return int(status != 503 or not wait)


def flush_redis(shop: Shop) -> None:
    import redis

    redis.Redis.from_url(shop.own.services.urls()["REDIS_URL"]).flushall()


def report(name: str) -> None:
    """What each page took, as Locust has it."""
    with (LOGS / f"{name}_stats.csv").open() as found:
        for row in csv.DictReader(found):
            figures = (
                row["Request Count"],
                row["Failure Count"],
                row["50%"],
                row["95%"],
                row["99%"],
            )
            many, failed, half, most, worst = figures
            say(f"{row['Name']:>16}: {many:>6} asked, {failed} failed, {half}/{most}/{worst} ms")


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
