"""Prices and numbers of many things on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from marketplace import restocking, stockroom
from marketplace.forms.restock import RestockForm
from marketplace.views.answers import told
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest


@at_the_desk
@require_http_methods(["GET", "POST"])
def desk_stock(request: MemberRequest) -> HttpResponse:
    """What is right is saved; what is not keeps what was typed, with a sentence."""
    seller, asked = request.user.seller, request.GET
    shelf, words = asked.get("shelf", ""), asked.get("q", "").strip()
    rows, after = stockroom.variants(seller, shelf, words, asked.get("after", ""))
    form = RestockForm(rows, request.POST if request.method == "POST" else None)
    if form.changes:
        with told(request):
            count = restocking.restock(seller, form.changes, by=request.user)
            said = ngettext("%(n)d row is saved.", "%(n)d rows are saved.", count)
            messages.success(request, said % {"n": count})
    if request.method == "POST" and not form.wrong:
        if not form.changes:
            messages.info(request, _("Nothing was changed."))
        return redirect(request.get_full_path())
    page = {"form": form, "after": after, "shelf": shelf, "words": words}
    return render(request, "desk/stock.html", page | {"shelves": stockroom.shelves(seller)})
