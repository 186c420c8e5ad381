"""What e-mails need that pages do not: addresses with their host."""

from django import template
from django.templatetags.static import static

from marketplace.abroad import absolute

register = template.Library()


@register.simple_tag
def absolute_static(path: str) -> str:
    """The address of a picture of ours, as a mailbox finds it."""
    return absolute(static(path))
