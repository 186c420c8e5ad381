"""What the buyer says of a completed order."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.forms.rating import RatingForm
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest
from marketplace.views.orders import mine_or_404, order_page, with_everything
from sellers import ratings


@login_required
@require_POST
def rating(request: MemberRequest, number: str) -> HttpResponse:
    order = mine_or_404(request, number)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return order_page(request, with_everything(request, number), rating_form=form)
    with told(request, _("Thank you. It stays sealed until the rating window ends.")):
        ratings.rate(order, by=request.user, **form.cleaned_data)
    return redirect(order)
