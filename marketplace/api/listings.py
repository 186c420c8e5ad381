"""What is for sale."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework import generics, serializers
from rest_framework.pagination import CursorPagination

from marketplace import narrowing
from marketplace.api.fields import MoneyField
from marketplace.models import Listing
from marketplace.search import matching


class ListingSerializer(serializers.ModelSerializer):
    """A listing as a card shows it, with its words."""

    price = MoneyField()
    seller = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    category = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    available = serializers.IntegerField(source="stock.available", read_only=True)
    photos = serializers.SerializerMethodField()

    class Meta:
        model = Listing
        fields = [
            "id",
            "title",
            "description",
            "condition",
            "attributes",
            "price",
            "available",
            "seller",
            "category",
            "photos",
            "created_at",
        ]
        read_only_fields = fields

    def get_photos(self, listing: Listing) -> list[str]:
        return [photo.full_url for photo in listing.photos.all()]


class ListingFilter(django_filters.FilterSet):
    """Words, shelf with its parts, shop, condition, where it is sent to, price in minor units."""

    q = django_filters.CharFilter(method="by_words")
    category = django_filters.CharFilter(method="on_shelf")
    ships_to = django_filters.CharFilter(method="sent_to")
    seller = django_filters.CharFilter(field_name="seller__slug")
    price_min = django_filters.NumberFilter(field_name="price_minor", lookup_expr="gte")
    price_max = django_filters.NumberFilter(field_name="price_minor", lookup_expr="lte")

    class Meta:
        model = Listing
        fields = ["condition"]

    def on_shelf(self, listings: QuerySet, name: str, slug: str) -> Any:
        return listings.filter(narrowing.on_shelf(slug))

    def sent_to(self, listings: QuerySet, name: str, country: str) -> Any:
        return listings.filter(narrowing.sends_to(country.upper()))

    def by_words(self, listings: QuerySet, name: str, words: str) -> Any:
        return matching(listings, words)


class Fresh(CursorPagination):
    ordering = ("-created_at", "-id")


class ListingList(generics.ListAPIView):
    """Everything for sale, newest first."""

    serializer_class = ListingSerializer
    filterset_class = ListingFilter
    pagination_class = Fresh
    queryset = Listing.objects.for_sale().with_card().select_related("category")


class ListingDetail(generics.RetrieveAPIView):
    """One thing for sale."""

    serializer_class = ListingSerializer
    queryset = Listing.objects.for_sale().with_card().select_related("category")
