"""The field that a machine keeps its state in."""

from typing import Any

from django_fsm import FSMField


class StateField(FSMField):
    """Changed by transitions alone.

    In migrations it is plain text: history needs no transitions, and each model that a migration
    renders with a machine would be listened to for ever, which makes every next one slower.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("protected", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs
