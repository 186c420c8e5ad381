"""Orders placed and paid per second by 1, 2, 8 and 32 clients, beside pgbench on the same server.

A client is a buyer who buys one thing after the other, through the stories that the pages call;
clients are threads, in as many processes as there are cores. On hot accounts all pay through one
gateway, so that every order posts to the same platform accounts; spread, each client's gateway
has accounts of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from marketplace.embedded import binaries
from tests import factories
from tests.benchmarks import place
from tests.benchmarks.place import QUICK, say

CLIENTS = [1, 2, 8, 32]
SECONDS = 3 if QUICK else 10
ROUNDS = 1 if QUICK else 3


def run() -> None:
    with place.fresh_database() as (_, _database):
        lamps = factories.category("lamps", "Lamps")
        for n in range(max(CLIENTS)):
            factories.person(f"buyer{n}@example.com", f"Buyer {n}")
            seller = factories.shop(
                f"s{n}@example.com", f"Shop {n}", country="DE", level="standard"
            )
            factories.listing(seller, lamps, f"Lamp {n}", stock=1_000_000)
        for clients in CLIENTS:
            say(f"checkout_orders_per_second_by_{clients}", orders(clients, "hot") / SECONDS, 1)
        hot, spread = 0, 0
        for _ in range(ROUNDS):
            hot += orders(max(CLIENTS), "hot")
            spread += orders(max(CLIENTS), "spread")
        say("checkout_hot_to_spread_by_32", hot / spread)
        for clients in CLIENTS:
            pgbench(clients)


def orders(clients: int, accounts: str) -> int:
    """How many orders so many clients get done; every process is ready before any begins."""
    count = min(clients, os.cpu_count() or 1)
    shares = [range(n, clients, count) for n in range(count)]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.buyers", accounts, *map(str, share)],
            env={**os.environ, "DATABASE_URL": place.app_url(), "SECONDS": str(SECONDS)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for share in shares
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    starts = time.time() + 0.1
    return sum(int(process.communicate(f"{starts}\n")[0]) for process in processes)


def pgbench(clients: int) -> None:
    """PostgreSQL's own benchmark, in a database of its own."""
    program = found()
    if program is None:
        print("pgbench_is_missing 1", flush=True)
        return
    server = settings.DATABASES["owner"]
    environment = {**os.environ, "PGPASSWORD": server["PASSWORD"]}
    where = ["-h", server["HOST"], "-p", str(server["PORT"]), "-U", server["USER"]]
    if clients == CLIENTS[0]:
        made = [program, "-i", "-q", "-s", "10", *where, server["NAME"]]
        subprocess.run(made, env=environment, check=True, capture_output=True)
    load = ["-n", "-c", str(clients), "-j", "2", "-T", str(SECONDS)]
    done = subprocess.run(
        [program, *load, *where, server["NAME"]],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    [line] = [line for line in done.stdout.splitlines() if line.startswith("tps")]
    say(f"pgbench_transactions_per_second_by_{clients}", float(line.split()[2]), 0)


def found() -> str | None:
    """The server's own pgbench, else the system's."""
    beside = Path(binaries.postgres_bin()) / "pgbench"
    return str(beside) if beside.exists() else shutil.which("pgbench")
