"""What the two say of a completed order, and what follows it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace import review_answers, reviewing, reviews
from marketplace.forms.rating import BuyerRatingForm, RatingForm, ReplyForm, ReportForm
from marketplace.views.answers import told
from marketplace.views.desk_orders import desk_order_page, own_or_404
from marketplace.views.member import MemberRequest
from marketplace.views.orders import mine_or_404, order_page, with_everything
from sellers.models import Rating


@login_required
@require_POST
def rating(request: MemberRequest, number: str) -> HttpResponse:
    order = mine_or_404(request, number)
    form = RatingForm(request.POST, request.FILES)
    if not form.is_valid():
        return order_page(request, with_everything(request, number), rating_form=form)
    with told(request, _("Thank you. It stays sealed until both have said how it was.")):
        reviewing.rate(order, by=request.user, **form.cleaned_data)
    return redirect(order.get_absolute_url() + "#rating")


@login_required
@require_POST
def desk_rating(request: MemberRequest, number: str) -> HttpResponse:
    """The seller says how the buyer was."""
    order = own_or_404(request, number)
    form = BuyerRatingForm(request.POST)
    if not form.is_valid():
        return desk_order_page(request, order, rating_form=form)
    with told(request, _("Thank you. It stays sealed until both have said how it was.")):
        reviewing.rate_buyer(order, by=request.user, **form.cleaned_data)
    return redirect("desk_order", number)


@login_required
@require_POST
def desk_reply(request: MemberRequest, number: str) -> HttpResponse:
    """The shop's one answer to a review."""
    order = own_or_404(request, number)
    said = get_object_or_404(Rating.objects.revealed(), order=order)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return desk_order_page(request, order, reply_form=form)
    with told(request, _("Your answer stands below the review.")):
        review_answers.reply(said, by=request.user, text=form.cleaned_data["text"])
    return redirect("desk_order", number)


@login_required
def review_report(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody thinks that a review should not stand there."""
    review = get_object_or_404(reviews.public(), pk=pk)
    form = ReportForm(request.POST or None)
    if not form.is_valid():
        return render(request, "shop/report.html", {"review": review, "form": form})
    with told(request, _("Thank you. Our staff read it.")):
        review_answers.report(review, by=request.user, **form.cleaned_data)
    return redirect("shop_reviews", review.seller.slug)
