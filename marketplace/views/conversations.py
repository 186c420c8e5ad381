"""Conversations: the inbox, one of them, and what is said about an order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from escrow.story import Refusal
from marketplace import (
    conversation_page,
    conversations,
    listing_questions,
    message_photos,
    message_reports,
)
from marketplace.conversations import Words
from marketplace.forms.message import ReportForm, SayForm
from marketplace.models import Conversation, Message, Order
from marketplace.views import desk_orders, orders
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest


@login_required
@require_GET
def messages(request: MemberRequest) -> HttpResponse:
    """What was said to me, what is new first."""
    only_new = request.GET.get("show") == "new"
    after = request.GET.get("after", "")
    rows = conversation_page.inbox(request.user, after, only_new=only_new)
    return render(request, "messages/inbox.html", {**rows, "only_new": only_new})


@login_required
def conversation(request: MemberRequest, key: UUID) -> HttpResponse:
    """All of it, and the next thing said."""
    talk = mine_or_404(request, key)
    if request.method == "POST":
        form = SayForm(request.POST, request.FILES)
        if "put" in request.POST:
            return page(request, talk, form=_with_prepared(request, talk))
        if said(request, form, partial(conversations.say, talk)):
            return redirect(f"{talk.get_absolute_url()}#last")
        return page(request, talk, form=form)
    answer = page(request, talk)
    if talk.unread_for(request.user):
        conversations.mark_read(talk, by=request.user)
    return answer


@login_required
@require_POST
def order_messages(request: MemberRequest, number: str) -> HttpResponse:
    """Either party says something about an order, on its page."""
    order = get_object_or_404(Order.objects.visible_to(request.user), number=number)
    form = SayForm(request.POST, request.FILES)
    bought = order.buyer_id == request.user.pk
    if said(request, form, partial(conversations.say_about, number)):
        where = redirect("order" if bought else "desk_order", number)
        return redirect(f"{where.url}#messages")
    if bought:
        found = orders.with_everything(request, number)
        return orders.order_page(request, found, say_form=form)
    own = desk_orders.own_or_404(request, number)
    return desk_orders.desk_order_page(request, own, say_form=form)


@login_required
@require_POST
def message_report(request: MemberRequest, key: UUID, pk: int) -> HttpResponse:
    """Our staff shall look at it."""
    talk = mine_or_404(request, key)
    message = get_object_or_404(talk.messages, pk=pk)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return page(request, talk, report_form=form, reporting=message)
    with told(request, _("Thank you. Our staff look at it. The other side is not told.")):
        message_reports.report(message, by=request.user, **form.cleaned_data)
    return redirect(talk)


@login_required
@require_POST
def message_publication(request: MemberRequest, key: UUID, pk: int) -> HttpResponse:
    """The seller shows a question on the listing."""
    talk = mine_or_404(request, key)
    message = _of_seller_or_404(request, talk, pk)
    answer = request.POST.get("answer", "")
    try:
        listing_questions.publish(message, by=request.user, answer=answer)
    except Refusal as refusal:
        flash.error(request, str(refusal))
        return page(request, talk, publishing=message, answer=answer)
    flash.success(request, _("Everybody can read it on the listing now, without a name."))
    return redirect(talk)


@login_required
@require_POST
def message_publication_removal(request: MemberRequest, key: UUID, pk: int) -> HttpResponse:
    """Either of the two takes a question off the listing."""
    talk = mine_or_404(request, key)
    message = get_object_or_404(talk.messages, pk=pk)
    with told(request, _("It is not shown on the listing any more.")):
        listing_questions.take_down(message, by=request.user)
    return redirect(talk)


def mine_or_404(request: MemberRequest, key: UUID) -> Conversation:
    mine = Conversation.objects.visible_to(request.user).with_parties()
    return get_object_or_404(mine, key=key)


def said(request: MemberRequest, form: SayForm, story: Callable[..., Message]) -> bool:
    """Say it; what is refused stays in the form with the sentence."""
    if not form.is_valid():
        return False
    words: Words = form.words()
    try:
        message = story(words, by=request.user)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    message_photos.check_at_once(message)
    _tell(request, message)
    return True


def page(request: MemberRequest, talk: Conversation, **more: Any) -> HttpResponse:
    """The conversation; a form that was typed into comes back as it was."""
    fresh = {"form": SayForm(), "report_form": ReportForm()}
    shown = conversation_page.of(talk, request.user, request.GET.get("before", ""))
    context = {
        "talk": shown,
        "written": shown.written,
        "conversation": talk,
        "selling": talk.is_seller(request.user),
        "name": talk.name_of_other(request.user),
        "replies": _prepared(request, talk),
        "before": request.GET.get("before", ""),
    }
    return render(request, "messages/conversation.html", {**fresh, **context, **more})


def _prepared(request: MemberRequest, talk: Conversation) -> Any:
    """What this seller keeps; buyers have none."""
    selling = talk.is_seller(request.user)
    return talk.seller.canned_replies.all() if selling else []


def _with_prepared(request: MemberRequest, talk: Conversation) -> SayForm:
    """The form as it was typed, with the reply put behind; nothing is sent yet."""
    chosen = request.POST.get("prepared", "")
    kept = [reply.text for reply in _prepared(request, talk) if str(reply.pk) == chosen]
    text = "\n".join(part for part in [request.POST.get("text", ""), *kept] if part)
    return SayForm(initial={"text": text})


def _of_seller_or_404(request: MemberRequest, talk: Conversation, pk: int) -> Message:
    mine = talk.messages.filter(conversation__seller__user=request.user)
    return get_object_or_404(mine, pk=pk)


def _tell(request: MemberRequest, message: Message) -> None:
    if message.is_masked():
        flash.warning(
            request,
            _(
                "Sent, without what looks like contact data. Keep it here: what is agreed "
                "elsewhere, or paid elsewhere, is not protected."
            ),
        )
    else:
        flash.success(request, _("Sent."))
