"""Buyers of `checkout.py` in one process: python -m tests.benchmarks.buyers hot 0 2 4."""

from __future__ import annotations

import os
import sys
import threading
import time

import django


def main(accounts: str, numbers: list[int]) -> None:
    """Say that everything is loaded, begin at the given instant, and count what was bought."""
    django.setup()
    from django.db import connection

    from escrow import gateways
    from escrow.gateways.sandbox.gateway import SandboxGateway

    for number in numbers:
        own = type("Own", (SandboxGateway,), {"name": f"sandbox{number}"})
        gateways.register(own())
    bought: list[int] = []

    def shop(number: int) -> None:
        gateway = f"sandbox{number}" if accounts == "spread" else "sandbox"
        bought.append(spree(number, gateway, until))
        connection.close()

    for number in numbers:
        spree(number, "sandbox", 0.0)
    print("ready", flush=True)
    starts = float(sys.stdin.readline())
    until = starts + float(os.environ["SECONDS"])
    threads = [threading.Thread(target=shop, args=[number]) for number in numbers]
    time.sleep(max(0.0, starts - time.time()))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sum(bought), flush=True)


def spree(number: int, gateway: str, until: float) -> int:
    """One buyer's purchases, at least one."""
    from marketplace.models import Listing, User
    from tests import doings

    buyer = User.objects.get(email=f"buyer{number}@example.com")
    lamp = Listing.objects.get(title=f"Lamp {number}")
    count = 0
    while count == 0 or time.time() < until:
        doings.pay(doings.place(buyer, lamp, gateway=gateway))
        count += 1
    return count


if __name__ == "__main__":
    main(sys.argv[1], [int(number) for number in sys.argv[2:]])
