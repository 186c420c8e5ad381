"""Saying who really sells."""

from __future__ import annotations

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from escrow.story import Refusal
from marketplace.forms.verification import VerificationForm
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest
from sellers import verification
from sellers.models import Seller, Verification


@at_the_desk
def desk_verification(request: MemberRequest) -> HttpResponse:
    """Only where we have asked; everybody reads how much they have sold, and from where on we ask."""
    seller: Seller = request.user.seller
    row = verification.of(seller)
    if request.method == "POST" and row is None:
        raise Http404
    form = VerificationForm(request.POST or None, initial=model_to_dict(row) if row else None)
    if form.is_valid() and _given(request, seller, form):
        return redirect("desk_verification")
    context = {"verification": row, "form": form, "sold": verification.sold(seller)}
    return render(request, "desk/verification.html", {**context, **_state(row)})


def _state(row: Verification | None) -> dict[str, bool]:
    return {
        "can_be_given": row is not None and row.can_be_given(),
        "pauses": row is not None and verification.pauses_payouts(row.seller),
    }


def _given(request: MemberRequest, seller: Seller, form: VerificationForm) -> bool:
    try:
        verification.give(seller, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Thank you. Our staff look at it; nothing waits for that."))
    return True
