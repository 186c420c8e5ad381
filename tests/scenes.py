"""What every test of a file begins with is lived once; each finds it as it ended.

@pytest.fixture(scope="module")
def sold(scene: Scene) -> Order:
    return doings.delivered(scene.ben, scene.lamp)

`scene` is the name of this fixture alone. The file shares one transaction, and each test with the
database runs in a savepoint of it. What is kept in memory is shared too, so a test that changes an
object asks the database for its own copy.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from escrow import clock
from tests import cast


class Scene:
    """The cast on a Monday morning; each is made when first asked for, as its fixture makes it."""

    def __init__(self, files: Path) -> None:
        self.files, self.is_over = files, False

    def __getattr__(self, name: str) -> Any:
        assert not self.is_over, f"{name} is not in this scene, and a test's own would not stay"
        made = getattr(cast, name).__wrapped__
        needs = list(signature(made).parameters)
        setattr(self, name, made(*[need != "db" and getattr(self, need) for need in needs]))
        return self.__dict__[name]


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """Nothing of it stays when the file is done."""
    files = tmp_path_factory.mktemp("scene")
    cast.keep_uploads_in(files)
    then = clock.travel_to(cast.MONDAY)
    with django_db_blocker.unblock(), translation.override("en"), then, taken_back():
        yield Scene(files)


@contextmanager
def taken_back() -> Iterator[None]:
    """A transaction as a test's own: stories may stand in it."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]
    with around:
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def as_it_ended(request: pytest.FixtureRequest, own_files: None, uploads: Path) -> Iterator[None]:
    """The hour and the files are those at the end of the scene, whatever the last test did."""
    if "scene" not in request.fixturenames:
        yield
        return
    scene = request.getfixturevalue("scene")
    if uploads != scene.files:
        shutil.copytree(scene.files, uploads, dirs_exist_ok=True)
    scene.is_over = True
    with clock.travel_to(clock.now()):
        yield
    scene.is_over = False


def of_the_scene(name: str) -> Any:
    """A fixture in place of the cast's: the one who was in the scene, read anew for each test."""

    @pytest.fixture(name=name)
    def found(db: None, scene: Scene) -> Any:
        return type(one := getattr(scene, name)).objects.get(pk=one.pk)

    return found
