"""A refund in sentences its buyer understands: where it is, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from escrow.models import Refund
from escrow.models.refund import RefundState
from marketplace import balance_page
from marketplace.moments import told


def _on_its_way() -> str:
    return _("It is on its way to %(place)s.")


STATES: dict[str, Callable[[], str]] = {
    RefundState.APPROVED: _on_its_way,
    RefundState.PROCESSING: _on_its_way,
    RefundState.UNKNOWN: _on_its_way,
    RefundState.SUCCEEDED: lambda: _(
        "It was sent to %(place)s on %(when)s. Banks show it within a few days."
    ),
    RefundState.FAILED: lambda: _(
        "We could not bring it to %(place)s: the card or account may be closed. It is safe here."
    ),
    RefundState.BOUNCED: lambda: _(
        "It came back from %(place)s: the card or account may be closed. It is safe here."
    ),
    RefundState.CREDITED: lambda: _("It is in your Holdfast balance since %(when)s."),
    RefundState.CHARGED_BACK: lambda: _("Your bank has given you this money back already."),
}


def sentence(refund: Refund) -> str:
    """Where it is now."""
    return STATES[refund.state]() % {
        "place": balance_page.told(refund.payment),
        "when": told(refund.succeeded_at),
    }
