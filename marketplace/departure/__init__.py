"""Leaving Holdfast: what is still open, a week to think, and then the person is forgotten."""

from marketplace.departure import buying, open_things, selling

open_things.register(buying.of)
open_things.register(selling.of)
