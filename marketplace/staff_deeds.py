"""What staff can do, deed by deed, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "disputes.approve_decision": _("Be the second person of a decision: yes or no"),
    "disputes.assign_dispute": _("Hand somebody else's case to a colleague"),
    "disputes.decide_dispute": _("Take cases, ask for evidence, decide"),
    "disputes.keep_standing": _("Restrict buyers, and answer their appeals"),
    "escrow.add_bankstatement": _("Import the bank's statements"),
    "escrow.add_outage": _("Stop the timers during an outage"),
    "escrow.ask_emergency_freeze": _("Ask to stop what is released to a seller"),
    "escrow.ask_provider": _("Ask a provider again what became of a call"),
    "escrow.confirm_emergency_freeze": _("Be the second to stop what is released to a seller"),
    "escrow.draft_policies": _("Draft a policy, and propose it"),
    "escrow.publish_policies": _("Publish a policy that somebody else wrote"),
    "escrow.try_policies": _("Try a draft on past orders"),
    "escrow.look_at_money": _("Look at the money desk and the books"),
    "escrow.replay_paymentevent": _("Act on a provider's message again"),
    "escrow.resend_refund": _("Send a refund again that did not arrive"),
    "escrow.retry_deadline": _("Let a dead timer try again"),
    "escrow.retry_payout": _("Try a refused payout again, or give it up"),
    "escrow.settle_difference": _("Explain a difference with a provider"),
    "escrow.top_up_fund": _("Write down a top-up of the guarantee fund"),
    "escrow.change_bankmovement": _("Say what money on the bank account is for"),
    "escrow.change_banktransfer": _("Make payment files, and note what the bank refused"),
    "escrow.change_chargeback": _("Answer a bank that takes money back"),
    "escrow.change_notice": _("Send a notice again"),
    "escrow.change_outage": _("Say that an outage is over"),
    "marketplace.add_category": _("Make a shelf"),
    "marketplace.add_newsletter": _("Write and send news"),
    "marketplace.change_category": _("Change a shelf"),
    "marketplace.give_roles": _("Say who of the staff does what"),
    "marketplace.settle_listing_reports": _("Take listings down, put them back"),
    "sellers.answer_sanction": _("Answer appeals about shops, reviews and suspensions"),
    "sellers.suspend_person": _("Suspend people for some days"),
    "sellers.decide_verification": _("Confirm who a seller is"),
    "sellers.moderate_rating": _("Hide reviews, show them again"),
    "sellers.set_level": _("Restrict shops"),
}


def words_of(deed: str) -> Promise:
    return WORDS[deed]
