"""What a container asks of itself: python deploy/healthcheck.py web|worker|files|clock."""

import json
import os
import sys
import urllib.error
import urllib.request

WEB = os.environ.get("HOLDFAST_WEB", "http://web:8000")


def main(who: str) -> int:
    """0 where it is well. The web process by itself; the others by what /readyz has heard of them."""
    address = "http://127.0.0.1:8000/healthz/" if who == "web" else f"{WEB}/readyz"
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
    request = urllib.request.Request(address, headers={"Host": host})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            said = json.load(answer)
    except urllib.error.HTTPError as red:
        said = json.load(red)
    return 0 if (said["healthy"] if who == "web" else said["causes"][who]["ok"]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
