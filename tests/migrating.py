"""Migrates an empty database in half the time: nobody waits for it but the tests.

Most of it is Django making two hundred model classes anew after each step. An index or a constraint
changes no field, so the class is only told of it; and the garbage, which is mostly such classes, is
looked for seldom.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db.migrations.state import ProjectState

SELDOM = (100_000, 50, 100)


@contextmanager
def quickly() -> Iterator[None]:
    """Inside it `migrate` makes the same database with less work."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        with patch.object(ProjectState, "_append_option", _tell):
            yield
    finally:
        gc.set_threshold(*usual)


def _tell(state: ProjectState, app: str, model: str, option: str, one: Any) -> None:
    """In place of Django's own, which makes the model and all that it is related to anew."""
    told = state.models[app, model].options
    told[option] = [*told[option], one]
    if "apps" in vars(state):  # asking for it would make them all
        meta = state.apps.get_model(app, model)._meta
        setattr(meta, option, [*getattr(meta, option), one])
