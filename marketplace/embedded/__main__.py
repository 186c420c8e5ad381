"""The command line: python -m marketplace.embedded start|stop|status|env|run|demo|reset."""

import argparse
import shlex
import sys
from collections.abc import Callable

from marketplace.embedded import demo, keeping, running
from marketplace.embedded.trouble import Trouble


def main(argv: list[str] | None = None) -> int:
    """Do one command and answer with its exit code."""
    asked = parser().parse_args(argv)
    try:
        return COMMANDS[asked.command](asked)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="python -m marketplace.embedded", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    for name, meaning in (
        ("start", "start PostgreSQL and Valkey and print their URLs"),
        ("stop", "stop them; the data stays"),
        ("status", "say what runs"),
        ("env", "print the URLs as shell exports"),
        ("reset", "stop them and delete their data"),
    ):
        commands.add_parser(name, help=meaning)
    run = commands.add_parser("run", help="run a command with the URLs in its environment")
    run.add_argument("--test", action="store_true", help="on throw-away services")
    run.add_argument("argv", nargs=argparse.REMAINDER, metavar="-- CMD")
    commands.add_parser("demo", help="run the whole shop").add_argument(
        "--port", type=int, default=8000
    )
    return top


def start(_: argparse.Namespace) -> int:
    keeping.start(started_by="services", say=print)
    return env(_)


def stop(_: argparse.Namespace) -> int:
    print("Stopped." if keeping.stop() else "Nothing was running.")
    return 0


def status(_: argparse.Namespace) -> int:
    services = keeping.running()
    print("Running." if services else "Not running.")
    return 0 if services else 3


def env(_: argparse.Namespace) -> int:
    services = keeping.running()
    if services is None:
        raise Trouble("Not running; start with: make services")
    for name, url in services.urls().items():
        print(f"export {name}={shlex.quote(url)}")
    print("export DEBUG=1")
    return 0


def run(asked: argparse.Namespace) -> int:
    command = asked.argv[1:] if asked.argv[:1] == ["--"] else asked.argv
    if not command:
        raise Trouble("Which command? python -m marketplace.embedded run -- CMD")
    return running.on_throwaway(command) if asked.test else running.on_kept(command)


def reset(_: argparse.Namespace) -> int:
    keeping.reset()
    print("All local data is deleted.")
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "start": start,
    "stop": stop,
    "status": status,
    "env": env,
    "run": run,
    "reset": reset,
    "demo": lambda asked: demo.run(port=asked.port),
}

if __name__ == "__main__":
    sys.exit(main())
