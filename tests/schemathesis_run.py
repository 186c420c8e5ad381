"""`make contract`: Schemathesis reads the API's document and holds a running server to it.

On throw-away services: a member who buys and sells, with orders, a case, messages and money, made by
the stories; a token with every scope; then all checks of the tool on every operation.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from marketplace.embedded import ports
from marketplace.embedded.processes import wait_until

TOOL = Path(".venv-contract/bin/schemathesis")
CONFIG, MADE = Path("tests/schemathesis.toml"), Path(".holdfast/contract.toml")
SETTINGS = "tests.contract_settings"
LOG = Path(".holdfast/contract-server.log")
LEAVING = r"^/api/v1/(tokens/.*departure|departure)/$"


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--seed", default="7")
    asked.add_argument("--examples", default="10")
    told, more = asked.parse_known_args()
    os.environ |= {"DJANGO_SETTINGS_MODULE": SETTINGS, "DATABASE_PREPARES": "1", "DEBUG": "1"}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--database", "owner", "-v0"], check=True
    )
    token, port = _world(), ports.free_port()
    with LOG.open("wb") as log:
        server = subprocess.Popen(_server(port), stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}/api/schema/"
        if not wait_until(lambda: _is_open(address), seconds=60):
            raise SystemExit("The server does not answer.")
        run = [TOOL, "--config-file", MADE, "run", address, "--seed", told.seed]
        run += ["--max-examples", told.examples, "--header", f"Authorization:Token {token}", *more]
        # First all but the doors that let the token or its person out; then those.
        first = subprocess.run([*run, "--exclude-path-regex", LEAVING], check=False).returncode
        last = subprocess.run([*run, "--include-path-regex", LEAVING], check=False).returncode
        return first or last
    finally:
        server.terminate()
        server.wait()


def _server(port: int) -> list[str]:
    granian = str(Path(sys.executable).parent / "granian")
    where = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    return [granian, *where, "--blocking-threads", "4", "marketplace.wsgi:application"]


def _world() -> str:
    """Ben buys from Ada and sells himself; the token is his, and the tool knows what he has."""
    import django

    django.setup()
    from tests import contract_things, contract_world

    ben, token = contract_world.make()
    MADE.write_text(contract_things.settings_with(CONFIG, ben))
    return token


def _is_open(address: str) -> bool:
    try:
        urlopen(address).close()  # noqa: S310 (our own)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    raise SystemExit(main())
