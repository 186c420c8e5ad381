"""The shelves of the shop, and what each asks of a thing."""

from __future__ import annotations

from typing import Any

from rest_framework import generics, serializers
from rest_framework.permissions import AllowAny

from marketplace.api.pages import Pages
from marketplace.api.scopes import OPEN
from marketplace.models import Category, CategoryAttribute


class AskedSerializer(serializers.ModelSerializer):
    """`name` is how a listing's `attributes` call it."""

    class Meta:
        model = CategoryAttribute
        fields = ["name", "code", "kind", "choices", "unit"]
        read_only_fields = fields
        extra_kwargs = {}

    choices = serializers.ListField(child=serializers.CharField(), read_only=True)


class ShelfSerializer(serializers.ModelSerializer):
    """`part_of`: the wider shelf, whose questions are asked of its things, too."""

    part_of = serializers.CharField(source="parent.slug", default=None, allow_null=True)
    asks = AskedSerializer(source="attributes", many=True, read_only=True)

    class Meta:
        model = Category
        fields = ["slug", "name", "description", "part_of", "asks"]
        read_only_fields = fields


class ByNumber(Pages):
    ordering = "id"


class Shelves(generics.ListAPIView):
    """Every shelf."""

    scope = OPEN
    permission_classes = [AllowAny]
    serializer_class = ShelfSerializer
    pagination_class = ByNumber
    filter_backends: Any = ()
    queryset = Category.objects.select_related("parent").prefetch_related("attributes")
