"""The lists of the staff desk under the nouns that staff think in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUPS: dict[str, tuple[Promise, str]] = {
    "cases": (
        _("Cases and orders"),
        "disputes.dispute disputes.closeness escrow.chargeback marketplace.order marketplace.shipment"
        " marketplace.checkout marketplace.messagereport",
    ),
    "people": (
        _("People"),
        "sellers.seller sellers.verification disputes.buyer sellers.sanction marketplace.user"
        " account.emailaddress marketplace.apitoken marketplace.dataexport",
    ),
    "shelves": (
        _("Shelves and reviews"),
        "marketplace.listingreport marketplace.listing marketplace.category sellers.ratingreport"
        " sellers.rating sellers.buyerrating sellers.performancefact marketplace.shippinglane",
    ),
    "money": (
        _("Money"),
        "escrow.emergencyfreeze escrow.hold escrow.payment escrow.refund escrow.payout"
        " escrow.reserve escrow.recovery"
        " escrow.operation escrow.paymentevent escrow.reportdifference escrow.reportday"
        " escrow.account escrow.journalentry escrow.bankmovement escrow.bankline"
        " escrow.bankstatement escrow.banktransfer escrow.bankfile sellers.payoutmethod",
    ),
    "rules": (
        _("Rules and records"),
        "escrow.policydraft escrow.policy escrow.policytrial escrow.auditentry"
        " escrow.auditseal escrow.auditcheck escrow.notice escrow.deadline escrow.outage"
        " marketplace.newsletter marketplace.carriermessageoutcome"
        " marketplace.webhookendpoint marketplace.webhookdelivery",
    ),
}

# As staff say it, where the model's own name is another one.
NAMED: dict[str, Promise] = {
    "disputes.dispute": _("Cases"),
    "disputes.buyer": _("Buyers' standing"),
    "escrow.chargeback": _("Questions of a bank"),
    "sellers.sanction": _("Decisions about people"),
    "marketplace.user": _("People"),
    "escrow.auditentry": _("Audit trail"),
    "marketplace.carriermessageoutcome": _("What carriers tell us"),
    "marketplace.webhookendpoint": _("Shops' webhooks"),
    "marketplace.webhookdelivery": _("What webhooks were told"),
    "sellers.performancefact": _("What ratings rest on"),
}


def groups(site: AdminSite, request: HttpRequest) -> list[dict[str, Any]]:
    """Each group with the lists this person may read; what nobody has put anywhere is last."""
    readable = dict(_readable(site, request))
    found = []
    for key, (title, names) in GROUPS.items():
        lists = [readable.pop(name) for name in names.split() if name in readable]
        found.append({"key": key, "title": title, "lists": lists})
    found.append({"key": "rest", "title": _("Everything else"), "lists": list(readable.values())})
    return [group for group in found if group["lists"]]


def _readable(site: AdminSite, request: HttpRequest) -> Iterator[tuple[str, dict[str, Any]]]:
    for app in site.get_app_list(request):
        for model in app["models"]:
            if model["admin_url"]:
                name = model["model"]._meta.label_lower
                yield name, {**model, "name": NAMED.get(name, model["name"])}
