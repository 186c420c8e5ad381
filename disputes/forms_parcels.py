"""What the two fill in about a parcel of their case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.forms import WORDS, WRITTEN
from disputes.models import Return
from disputes.models.dispute_state import PostageBy
from disputes.returns import Label
from disputes.seller_claims import SellerClaim
from escrow.money import Money
from marketplace.forms.amounts import amount_of
from marketplace.forms.photos import FilesField

MOST_GRAMS = 1_000_000


class GramsField(forms.IntegerField):
    """What a parcel weighed; nobody has to know."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=MOST_GRAMS, required=False, **kwargs)


class LabelForm(forms.Form):
    """Where it should go, and the label of whoever pays; `label` is what the story takes."""

    address = forms.CharField(
        label=_("Where should it be sent?"),
        help_text=_("Name, street, postcode, town, country. Only the buyer and our staff see it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=400,
        error_messages={"required": _("Write the address it should be sent to.")},
    )
    code = forms.CharField(
        label=_("Code of the prepaid label"),
        help_text=_("Buy a label from a carrier and write the code that is shown at the counter."),
        max_length=80,
        error_messages={"required": _("Buy a label and write its code, or let the buyer keep it.")},
    )
    cost = forms.CharField(
        label=_("What it costs"),
        help_text=_("If it is more than half of what the thing is worth, the buyer keeps it."),
        max_length=14,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Write what the label costs: you get it back from us.")},
    )
    grams = GramsField(
        label=_("Weight when you first sent it"),
        help_text=_("In grams, from the receipt. It helps if something else comes back."),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, row: Return, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = row.currency
        self.is_buyers = row.postage_by == PostageBy.BUYER
        self.fields["code"].required = not self.is_buyers
        self.fields["cost"].required = row.postage_by == PostageBy.FUND

    def clean_cost(self) -> Money | None:
        typed = self.cleaned_data["cost"]
        return amount_of(typed, self.currency) if typed else None

    @property
    def label(self) -> Label:
        return Label(**self.cleaned_data)


class ParcelForm(forms.Form):
    """What the buyer handed to a carrier."""

    carrier = forms.CharField(
        label=_("Who carries it?"),
        max_length=40,
        error_messages={"required": _("Write who carries it.")},
    )
    tracking_number = forms.CharField(
        label=_("Tracking number"),
        max_length=40,
        error_messages={"required": _("Write its number: without it nobody can see it come back.")},
    )
    grams = GramsField(label=_("Weight"), help_text=_("In grams, from the receipt."))
    use_required_attribute = False


class InspectionForm(forms.Form):
    """What the seller found; needed only to disagree."""

    says = forms.ChoiceField(
        label=_("What is different?"),
        choices=SellerClaim.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is different.")},
    )
    text = forms.CharField(
        label=_("In your own words"),
        help_text=_("From what you sent. The buyer and our staff read it."),
        widget=WRITTEN,
        max_length=WORDS,
        error_messages={"required": _("Write what is different from what you sent.")},
    )
    photos = FilesField(label=_("Photos"), required=False)
    grams = GramsField(label=_("Weight when it came"), help_text=_("In grams."))
    use_required_attribute = False


class SecondParcelForm(forms.Form):
    """What the seller sends again."""

    carrier = forms.CharField(
        label=_("Who carries it?"),
        max_length=40,
        error_messages={"required": _("Write who carries it.")},
    )
    tracking_number = forms.CharField(label=_("Tracking number"), max_length=40, required=False)
    use_required_attribute = False


class ObjectionForm(forms.Form):
    """Why what came a second time is not good either."""

    text = forms.CharField(
        label=_("What is wrong with it?"),
        widget=WRITTEN,
        max_length=WORDS,
        error_messages={"required": _("Write what is wrong with it.")},
    )
    photos = FilesField(label=_("Photos"), required=False)
    use_required_attribute = False
