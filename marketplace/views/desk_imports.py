"""Listings as a file: taken out, brought in, and what was wrong with it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.forms.listing_import import ImportForm
from marketplace.listing_files import exporting, importing, table
from marketplace.views.answers import told
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest

SHOWN = 200  # of the wrong rows; the file has all of them


@at_the_desk
@require_http_methods(["GET", "POST"])
def desk_imports(request: MemberRequest) -> HttpResponse:
    """Bring a file, and see what it would do."""
    seller = request.user.seller
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            brought = importing.look(seller, *form.brought(), by=request.user)
        except table.BadTable as bad:
            form.add_error("file", str(bad))
        else:
            return redirect(brought)
    page = {
        "form": form,
        "columns": table.COLUMNS,
        "imports": seller.listing_imports.defer("content"),
    }
    return render(request, "desk/imports.html", page)


@at_the_desk
@require_GET
def desk_import(request: MemberRequest, pk: str) -> HttpResponse:
    """What the file would do, or has done."""
    brought = get_object_or_404(request.user.seller.listing_imports.defer("content"), pk=pk)
    wrong = brought.report["wrong"]
    page = {"brought": brought, "wrong": wrong[:SHOWN], "more": max(len(wrong) - SHOWN, 0)}
    return render(request, "desk/import.html", page)


@at_the_desk
@require_POST
def desk_import_run(request: MemberRequest, pk: str) -> HttpResponse:
    """Take in the good rows."""
    brought = get_object_or_404(request.user.seller.listing_imports, pk=pk)
    with told(request, _("The good rows are taken in.")):
        importing.run(brought, by=request.user)
    return redirect(brought)


@at_the_desk
@require_GET
def desk_import_errors(request: MemberRequest, pk: str) -> HttpResponse:
    brought = get_object_or_404(request.user.seller.listing_imports, pk=pk)
    return _file(exporting.bad_rows(brought), "to-correct.csv")


@at_the_desk
@require_GET
def desk_export(request: MemberRequest) -> HttpResponse:
    """Everything, as the import reads it."""
    return _file(exporting.every_listing(request.user.seller), "listings.csv")


def _file(text: str, name: str) -> HttpResponse:
    made = HttpResponse(text, content_type="text/csv; charset=utf-8")
    made["Content-Disposition"] = f'attachment; filename="{name}"'
    return made
