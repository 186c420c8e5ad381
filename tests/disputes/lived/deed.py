"""What somebody can do: on what, when it fits, who may, and how chance chooses the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from disputes.models import Dispute
from marketplace.models import Order, User
from tests.disputes.lived.scene import Draw, Scene

# With everything chosen: called again it is the same thing once more, called by another a rival's.
Attempt = Callable[[User], object]
Prepare = Callable[[Scene, Any, Draw], Attempt]
Who = Callable[[Scene, Any], list[User]]


@dataclass(frozen=True)
class Deed:
    """`of` is all that it can be tried on, `fits` where it should be possible.

    `who` may do it; where `guarded`, everybody outside is refused in whatever state.
    """

    name: str
    of: Callable[[Scene], Sequence[Any]]
    fits: Callable[[Scene, Any], bool]
    who: Who
    prepare: Prepare
    guarded: bool
    weight: int

    def targets(self, scene: Scene) -> list[Any]:
        return [thing for thing in self.of(scene) if self.fits(scene, thing)]


TABLE: dict[str, Deed] = {}


def cases(scene: Scene) -> list[Dispute]:
    return scene.cases


def order(scene: Scene) -> list[Order]:
    return [scene.order]


def buyer(scene: Scene, thing: Any) -> list[User]:
    return [scene.buyer]


def seller(scene: Scene, thing: Any) -> list[User]:
    return [scene.seller]


def both(scene: Scene, thing: Any) -> list[User]:
    return [scene.buyer, scene.seller]


def staff(scene: Scene, thing: Any) -> list[User]:
    return scene.staff


def in_state(*states: Iterable[str] | str) -> Callable[[Scene, Dispute], bool]:
    wanted = {s for each in states for s in ([each] if isinstance(each, str) else each)}
    return lambda scene, case: case.state in wanted


def always(scene: Scene, thing: Any) -> bool:
    return True


def deed(
    name: str,
    *,
    who: Who,
    of: Callable[[Scene], Sequence[Any]] = cases,
    fits: Callable[[Scene, Any], bool] = always,
    guarded: bool = True,
    weight: int = 6,
) -> Callable[[Prepare], Prepare]:
    """Into the table with it."""

    def keep(prepare: Prepare) -> Prepare:
        TABLE[name] = Deed(name, of, fits, who, prepare, guarded, weight)
        return prepare

    return keep
