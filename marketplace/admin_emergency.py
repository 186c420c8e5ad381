"""Emergency freezes for staff: one asks, another confirms, and anybody sees what stands still."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from escrow import audit
from escrow.admin.desk_page import DeskPage, page
from escrow.models import EmergencyFreeze, Freeze
from escrow.story import Refusal
from marketplace import emergency_end, emergency_freeze
from marketplace.emergency_freeze import MAY_ASK, MAY_CONFIRM
from marketplace.forms.emergency import AskForm
from marketplace.models import User

SHOWN = 50
STATES = {
    "asked": _("Waits for a second person"),
    "running": _("Nothing is released"),
    "ended": _("Has ended"),
    "withdrawn": _("Never began"),
}


@admin.register(EmergencyFreeze)
class EmergencyDesk(DeskPage):
    """Nothing is edited: asking, confirming and ending are stories."""

    list_display = ["seller", "how", "asked_by", "asked_at", "confirmed_by", "until", "ended_at"]
    list_select_related = ["seller", "asked_by", "confirmed_by"]
    ordering = ["-asked_at", "-pk"]
    page_template = "admin/escrow/emergency/page.html"
    change_list_template = "admin/escrow/emergency/change_list.html"

    @admin.display(description=_("how it stands"))
    def how(self, freeze: EmergencyFreeze) -> str:
        return str(STATES[freeze.state])

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.ask)
        return [path("ask/", view, name="escrow_emergencyfreeze_ask"), *super().get_urls()]

    def ask(self, request: HttpRequest) -> HttpResponse:
        """The form, and what somebody typed into it that was refused."""
        if not request.user.has_perm(MAY_ASK):
            raise PermissionDenied
        form = AskForm(request.POST or None, initial={"shop": request.GET.get("shop", "")})
        if request.method == "POST" and form.is_valid() and (made := self._asked(request, form)):
            return redirect("admin:escrow_emergencyfreeze_change", made.pk)
        return page(request, "admin/escrow/emergency/ask.html", {"form": form})

    def _asked(self, request: HttpRequest, form: AskForm) -> EmergencyFreeze | None:
        given, person = form.cleaned_data, cast(User, request.user)
        try:
            made = emergency_freeze.ask(
                given["shop"], by=person, reason=given["reason"], words=given["words"]
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return None
        messages.success(request, say("Asked. It begins when somebody else confirms it."))
        return made

    def about(self, request: HttpRequest, thing: EmergencyFreeze) -> dict[str, Any]:
        kept = Freeze.objects.filter(
            cause=Freeze.Cause.EMERGENCY, reference=thing.reference
        ).select_related("hold__line__order")
        person, own = request.user, thing.asked_by_id == request.user.pk
        confirms = person.has_perm(MAY_CONFIRM)
        return {
            "freeze": thing,
            "how": STATES[thing.state],
            "kept": kept.order_by("-pk")[: SHOWN + 1],
            "most": SHOWN,
            "trail": audit.trail(thing).select_related("by"),
            "own": own,
            "may_confirm": thing.state == "asked" and confirms and not own,
            "may_end": _may_end(thing, own, asks=person.has_perm(MAY_ASK), confirms=confirms),
        }

    def act(self, request: HttpRequest, thing: EmergencyFreeze) -> str:
        person = cast(User, request.user)
        if request.POST.get("step") == "confirm":
            emergency_freeze.confirm(thing, by=person)
            return say("From now on nothing reaches this seller, for 72 hours at most.")
        emergency_end.end(thing, by=person, words=request.POST.get("words", ""))
        return say("It has ended, and the seller and the buyers are told.")


def _may_end(freeze: EmergencyFreeze, own: bool, *, asks: bool, confirms: bool) -> bool:
    """The button; the story decides again."""
    if freeze.state == "asked":
        return confirms or asks
    return freeze.state == "running" and confirms and not own
