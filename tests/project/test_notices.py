"""Every kind of notice is announced, worded and registered; every event is told or rightly silent."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django_fsm import FSMField

from marketplace import notice_kinds
from marketplace.completion_sql import FINISH
from tests.project.files import APPS, ROOT, project_files
from tests.project.told import TOLD

KIND = re.compile(r"[a-z]+(?:_[a-z]+)+|[a-z]+")
# Kinds that are put together or handed on: where each is named.
HANDED_ON = {
    "refunded_cancelled",
    "refunded_not_dispatched",
    "refunded_presumed_lost",
}


def sources() -> Iterator[Path]:
    for path in project_files():
        parts = path.relative_to(ROOT).parts
        if path.suffix == ".py" and parts[0] in APPS and "migrations" not in parts:
            yield path


def said_in_code() -> set[str]:
    """Every registered name that stands as a string outside the tables."""
    known = {kind.name for kind in notice_kinds.every()}
    found = set()
    for path in sources():
        if path.name == "notice_table.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and node.value in known:
                found.add(node.value)
    return found


def announced_literally() -> set[str]:
    """The kinds that calls of announce() name."""
    found = set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("announce"):
                kind = node.args[1] if len(node.args) > 1 else None
                if isinstance(kind, ast.Constant):
                    found.add(kind.value)
    return found


def registered() -> set[str]:
    return {kind.name for kind in notice_kinds.every()}


def test_what_is_announced_is_registered() -> None:
    in_sql = set(re.findall(r"'((?:money|order|sale)_[a-z]+)'", FINISH))
    assert announced_literally() | in_sql | HANDED_ON <= registered()


def test_what_is_registered_is_announced_somewhere() -> None:
    in_sql = set(re.findall(r"'((?:money|order|sale)_[a-z]+)'", FINISH))
    assert registered() - said_in_code() - in_sql - HANDED_ON == set()


def test_every_kind_has_words_and_all_words_have_a_kind() -> None:
    words = {path.stem for path in (ROOT / "templates" / "emails").glob("*.txt")}
    assert words == registered()


def test_every_kind_has_a_test() -> None:
    tests = "".join(
        path.read_text()
        for path in project_files()
        if path.is_relative_to(ROOT / "tests") and path.name not in ("told.py", Path(__file__).name)
    )
    untested = {name for name in registered() if f'"{name}"' not in tests}
    assert untested == set()


def transitions() -> Iterator[str]:
    """Every verb of every state machine: Order.pay."""
    for model in apps.get_models():
        if model._meta.app_label not in APPS:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, FSMField):
                for each in getattr(model, f"get_all_{field.name}_transitions")(model()):
                    yield f"{model.__name__}.{each.name}"


def test_every_transition_tells_somebody_or_says_why_not() -> None:
    assert set(transitions()) == set(TOLD)


@pytest.mark.parametrize("verb", sorted(TOLD))
def test_what_a_transition_tells_is_a_kind(verb: str) -> None:
    told = TOLD[verb]
    if isinstance(told, str):
        assert len(told) > 10, "say why nobody is told"
    else:
        assert set(told) <= registered()
