"""What the pages of signing in ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from marketplace import second_step

register = template.Library()


@register.simple_tag(takes_context=True)
def passkeys_elsewhere(context: Mapping[str, Any]) -> str:
    """This page under a name, where its address is a number and browsers keep no passkeys for it."""
    return second_step.named_address(context["request"])
