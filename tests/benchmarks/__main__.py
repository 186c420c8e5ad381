"""python -m tests.benchmarks [release backlog checkout ... staff]: one line a figure."""

import os
import sys
from importlib import import_module

import django

ALL = ["release", "backlog", "checkout", "lateness", "flat", "lists", "pages", "staff", "weight"]


def main(wanted: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
    django.setup()
    for name in wanted or ALL:
        import_module(f"tests.benchmarks.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
