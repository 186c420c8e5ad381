"""What the buyer says of a completed order."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.forms.rating import RatingForm
from marketplace.models import Order
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest
from marketplace.views.orders import order_page
from sellers import ratings


@login_required
@require_POST
def rating(request: MemberRequest, number: str) -> HttpResponse:
    mine = Order.objects.bought_by(request.user).with_money().select_related("rating")
    order = get_object_or_404(mine, number=number)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return order_page(request, order, rating_form=form)
    with told(request, _("Thank you. It stays sealed until the rating window ends.")):
        ratings.rate(order, by=request.user, **form.cleaned_data)
    return redirect(order)
