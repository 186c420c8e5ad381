"""What a request says, taken as its document says it: a text is a text, and a number is a number.

A postcode that came as a number has lost its zeros, and no reader can know what stood there; so
JSON must say each thing in its own kind. An address or a form has nothing but texts, and is read.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from rest_framework import exceptions, serializers
from rest_framework.fields import empty
from rest_framework.utils import html

from marketplace.api.problems import DOES_NOT_FIT


class Text(serializers.CharField):
    """Text alone. Nothing but spaces fits a document that wants one sign, and says nothing: 422."""

    def run_validation(self, data: Any = empty) -> Any:
        says_nothing = isinstance(data, str) and data and not data.strip()
        if says_nothing and self.trim_whitespace and not self.allow_blank:
            raise exceptions.ValidationError(self.error_messages["blank"], DOES_NOT_FIT)
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Pattern(Text, serializers.RegexField):
    """Text of one form."""


class Whole(serializers.IntegerField):
    """A whole number."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, str) and not _has_only_texts(self):
            self.fail("invalid")
        return int(super().to_internal_value(data))


class YesOrNo(serializers.BooleanField):
    """True or false; what is left out is the default, and what is left empty is neither."""

    default_empty_html = empty

    def get_value(self, dictionary: Any) -> Any:
        if html.is_html_input(dictionary) and dictionary.get(self.field_name) == "":
            return ""
        return super().get_value(dictionary)

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool) and not _has_only_texts(self):
            self.fail("invalid")
        return bool(super().to_internal_value(data))


class AsKept(serializers.ModelSerializer):
    """The fields of what we keep, as strict as all others."""

    serializer_field_mapping: ClassVar[Any] = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: Text,
        models.TextField: Text,
        models.IntegerField: Whole,
        models.PositiveIntegerField: Whole,
        models.PositiveSmallIntegerField: Whole,
        models.SmallIntegerField: Whole,
    }


def _has_only_texts(field: serializers.Field) -> bool:
    """Whether it comes from an address or a form."""
    return bool(html.is_html_input(getattr(field.root, "initial_data", None)))
