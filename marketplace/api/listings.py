"""What is for sale."""

from typing import Any, ClassVar

import django_filters
import django_filters.fields
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import generics, serializers

from marketplace import narrowing
from marketplace.api.fields import LARGEST, MoneyField
from marketplace.api.pages import NewestFirst
from marketplace.api.scopes import OPEN
from marketplace.models import Listing, Variant
from marketplace.search import matching


class ListingSerializer(serializers.ModelSerializer):
    """A listing as a card shows it, with its words."""

    price = MoneyField()
    seller = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    category = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    available = serializers.IntegerField(read_only=True)
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


class VariantSerializer(serializers.ModelSerializer):
    """What can be bought of a listing: `choices` names it, and is empty for the only one."""

    price = MoneyField()
    available = serializers.IntegerField(read_only=True)

    class Meta:
        model = Variant
        fields = ["id", "choices", "price", "available"]
        read_only_fields = fields


class WholeListingSerializer(ListingSerializer):
    """A listing with everything that can be chosen of it; `price` is the lowest there is."""

    variants = VariantSerializer(source="offered", many=True, read_only=True)

    class Meta(ListingSerializer.Meta):
        fields = [*ListingSerializer.Meta.fields, "options", "variants"]
        read_only_fields = fields


class MinorField(forms.IntegerField):
    """A number of minor units; a name with nothing behind it is a mistake, and no wish."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=LARGEST, **kwargs)

    def to_python(self, value: Any) -> int | None:
        if value == "":
            raise ValidationError(_("Write a whole number, like 4200."), code="invalid")
        return super().to_python(value)


@extend_schema_field({"type": "integer", "minimum": 0, "maximum": LARGEST})
class MinorFilter(django_filters.Filter):
    field_class = MinorField


class ConditionField(django_filters.fields.ChoiceField):
    """One of them; a name with nothing behind it is a mistake here, too."""

    def to_python(self, value: Any) -> Any:
        if value == "":
            raise ValidationError(self.error_messages["invalid_choice"] % {"value": value})
        return super().to_python(value)


class ConditionFilter(django_filters.ChoiceFilter):
    field_class = ConditionField


class ListingFilter(django_filters.FilterSet):
    """Words, shelf with its parts, shop, condition, where it is sent to, price in minor units."""

    q = django_filters.CharFilter(method="by_words")
    category = django_filters.CharFilter(method="on_shelf")
    ships_to = django_filters.CharFilter(method="sent_to")
    seller = django_filters.CharFilter(field_name="seller__slug")
    condition = ConditionFilter(choices=Listing.Condition.choices)
    price_min = MinorFilter(field_name="price_minor", lookup_expr="gte")
    price_max = MinorFilter(field_name="price_minor", lookup_expr="lte")

    class Meta:
        model = Listing
        fields: ClassVar[list[str]] = []

    def on_shelf(self, listings: QuerySet, name: str, slug: str) -> Any:
        return listings.filter(narrowing.on_shelf(slug))

    def sent_to(self, listings: QuerySet, name: str, country: str) -> Any:
        return listings.filter(narrowing.sends_to(country.upper()))

    def by_words(self, listings: QuerySet, name: str, words: str) -> Any:
        return matching(listings, words)


class ListingList(generics.ListAPIView):
    """Everything for sale, newest first."""

    scope = OPEN
    serializer_class = ListingSerializer
    filterset_class = ListingFilter
    pagination_class = NewestFirst
    queryset = Listing.objects.for_sale().with_card().select_related("category")


class ListingDetail(generics.RetrieveAPIView):
    """One thing for sale."""

    scope = OPEN
    serializer_class = WholeListingSerializer
    queryset = Listing.objects.for_sale().with_card().with_variants().select_related("category")
