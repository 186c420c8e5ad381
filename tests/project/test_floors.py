"""Imports go down only: disputes, marketplace, sellers, escrow."""

import os

import pytest

from tests.project.files import ROOT


def test_no_floor_imports_from_the_one_above(monkeypatch: pytest.MonkeyPatch) -> None:
    cli = pytest.importorskip("importlinter.cli")
    monkeypatch.chdir(ROOT)
    assert cli.lint_imports(no_cache=True, no_logo=True) == os.EX_OK
