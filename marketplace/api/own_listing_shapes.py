"""A listing as its seller's program writes and reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from escrow.money import Money
from marketplace.api.asked import Pattern, Text, Whole
from marketplace.api.fields import LARGEST, AmountField
from marketplace.api.filled_in import cleaned
from marketplace.api.listings import ListingSerializer, VariantSerializer
from marketplace.api.problems import DOES_NOT_FIT, does_not_fit
from marketplace.forms.facts import PREFIX, FactsForm
from marketplace.models import Category, Listing
from marketplace.variants import Offered
from sellers.models import Seller

State = Listing.State


class OwnVariantSerializer(VariantSerializer):
    """With what only its seller sees: the number there is and their own reference."""

    class Meta(VariantSerializer.Meta):
        fields = [*VariantSerializer.Meta.fields, "on_hand", "reserved", "sku"]
        read_only_fields = fields


class OwnPhotoSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    alt = serializers.CharField()
    url = serializers.CharField(source="full_url")


class OwnListingSerializer(ListingSerializer):
    """All of it, in whatever state."""

    variants = OwnVariantSerializer(source="offered", many=True, read_only=True)
    photos = OwnPhotoSerializer(many=True, read_only=True)  # type: ignore[assignment]

    class Meta(ListingSerializer.Meta):
        fields = [*ListingSerializer.Meta.fields, "state", "currency", "options", "variants"]
        read_only_fields = fields


class VariantInput(serializers.Serializer):
    """`id`: of one that is there, which keeps its history; `on_hand` and `sku` stay unless named."""

    id = Whole(required=False, min_value=1, max_value=LARGEST)
    choices = serializers.DictField(child=Text(max_length=30), default=dict)
    price = AmountField()
    on_hand = Whole(required=False, min_value=0, max_value=99_999)
    sku = Text(required=False, max_length=40, allow_blank=True)

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Whole in itself, also where only a part of its listing changes."""
        if "price" not in said:
            lacking = self.fields["price"].error_messages["required"]
            raise serializers.ValidationError({"price": lacking}, code="required")
        return {"choices": {}, **said}


class ChangeListingInput(serializers.Serializer):
    """What is named changes and the rest stays. `variants` are all that is offered from now on."""

    title = Text(max_length=120)
    description = Text(max_length=8000, allow_blank=True)
    category = serializers.SlugRelatedField(slug_field="slug", queryset=Category.objects.all())
    condition = serializers.ChoiceField(choices=Listing.Condition.choices)
    attributes = serializers.DictField(child=Text(max_length=120))
    currency = Pattern(r"^[A-Z]{3}$")
    options = serializers.ListField(child=Text(max_length=20), max_length=2)
    variants = VariantInput(many=True, allow_empty=False)

    @property
    def seller(self) -> Seller:
        found: Seller = self.context["seller"]
        return found

    @property
    def listing(self) -> Listing | None:
        """The one that is changed; None for a new one."""
        return self.context.get("listing")

    def validate_currency(self, code: str) -> str:
        known = set(self.seller.lanes.values_list("currency", flat=True))
        if code not in known:
            raise serializers.ValidationError(
                _("You send nothing in this currency yet."), code=DOES_NOT_FIT
            )
        return code

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Offers in the currency, facts as the shelf asks them."""
        if "attributes" in said:
            said["attributes"] = self._facts(said)
        if "variants" in said:
            options = said.get("options", self.listing.options if self.listing else [])
            said["variants"] = [self._offer(each, options, said) for each in said["variants"]]
        return said

    def _facts(self, said: Mapping[str, Any]) -> dict[str, str]:
        shelf = said.get("category") or (self.listing.category if self.listing else None)
        form = FactsForm({}, shelf=shelf, said={})
        codes = {each.name: each.code for each in form.asked}
        typed = {f"{PREFIX}-{codes[n]}": v for n, v in said["attributes"].items() if n in codes}
        others = [f"{n}: {v}" for n, v in said["attributes"].items() if n not in codes]
        typed[f"{PREFIX}-others"] = "\n".join(others)
        form = FactsForm(typed, shelf=shelf, said=self.listing.attributes if self.listing else {})
        try:
            cleaned(form)
        except serializers.ValidationError as wrong:
            raise serializers.ValidationError({"attributes": wrong.detail}) from wrong
        return form.facts()

    def _offer(self, each: dict[str, Any], options: list[str], said: Mapping[str, Any]) -> Offered:
        if set(each["choices"]) != set(options):
            wrong = _("Say for each variant, and for it alone, what “options” names.")
            raise does_not_fit("variants", wrong)
        code = said.get("currency") or (self.listing.currency if self.listing else "")
        price = Money.parse(each["price"], code)
        if price.minor <= 0:
            raise does_not_fit("variants", _("The price must be more than nothing."))
        return Offered(price, each.get("on_hand"), each["choices"], each.get("id"), each.get("sku"))


class NewListingInput(ChangeListingInput):
    """`state`: a draft that only you see, or for sale at once."""

    description = Text(max_length=8000, allow_blank=True, default="")
    condition = serializers.ChoiceField(
        choices=Listing.Condition.choices, default=Listing.Condition.NEW
    )
    attributes = serializers.DictField(child=Text(max_length=120), default=dict)
    options = serializers.ListField(child=Text(max_length=20), max_length=2, default=list)
    state = serializers.ChoiceField(choices=[State.DRAFT, State.ACTIVE], default=State.DRAFT)


class StateInput(serializers.Serializer):
    """`active` sells it (again), `paused` does not for a while, `ended` takes it off sale."""

    state = serializers.ChoiceField(choices=[State.ACTIVE, State.PAUSED, State.ENDED])
