"""The state machines as edges, read from the models' own django-fsm transitions."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from escrow.models.state_field import StateField

Edge = tuple[str, str, str]


def machines(app_label: str | None = None) -> Iterator[type[models.Model]]:
    """Every model with a state machine."""
    for model in apps.get_models():
        if app_label in (None, model._meta.app_label) and isinstance(_field(model), StateField):
            yield model


def edges(model: type[models.Model]) -> set[Edge]:
    """(table, source, target) of every transition; the birth state has an empty source."""
    field, table = _field(model), model._meta.db_table
    found = {(table, "", str(field.default))}
    for transition in field.get_all_transitions(model):
        found.add((table, str(transition.source), str(transition.target)))
    return {edge for edge in found if edge[1] != edge[2]}


def sources(transition: Any) -> list[str]:
    """The states a transition can start from, for a statement that moves many rows at once."""
    return [str(source) for source in transition._django_fsm.transitions]


def target(transition: Any) -> str:
    """The state a transition leads to."""
    [found] = {str(each.target) for each in transition._django_fsm.transitions.values()}
    return found


def _field(model: type[models.Model]) -> Any:
    return next((f for f in model._meta.fields if f.name == "state"), models.Field())
