"""What names a person and is in no export, and why not. `app.Model.field`."""

STAFF = "names one of our staff at their work, in somebody else's case or book"
TWICE = "the same is in the export already, under its own heading"

LEFT_OUT = {
    "marketplace.Cart.user": TWICE,
    "marketplace.User.kept_by": "what was bought as a guest has an export of its own, in there",
    "marketplace.ListingQuestion.removed_by": "one of the two; that it was taken down is exported",
    "marketplace.IdempotencyKey.user": "answers to a program's requests, kept a day; copies",
    "admin.LogEntry.user": STAFF,
    "escrow.BankFile.made_by": STAFF,
    "escrow.BankStatement.imported_by": STAFF,
    "escrow.Outage.written_by": STAFF,
    "escrow.ReportDifference.settled_by": STAFF,
    "disputes.Approval.by": STAFF,
    "disputes.Closeness.by": STAFF,
    "disputes.Closeness.to": STAFF,
    "disputes.Decision.by": STAFF,
    "disputes.Dispute.assignee": STAFF,
    "disputes.EvidenceRequest.by": STAFF,
    "disputes.MarkEnd.by": STAFF,
    "disputes.Rejection.by": STAFF,
    "disputes.Restriction.by": STAFF,
    "disputes.Restriction.second_by": STAFF,
    "disputes.Restriction.ended_by": STAFF,
    "disputes.StandingAppeal.answered_by": STAFF,
    "sellers.Rating.hidden_by": STAFF,
    "sellers.LevelChange.by": STAFF,
    "sellers.Verification.decided_by": STAFF,
    "sellers.PerformanceFact.buyer": "counts for the shop; the order, message or review is exported",
    "marketplace.ListingFreeze.by": STAFF,
    "marketplace.ListingFreeze.answered_by": STAFF,
    "marketplace.ListingReport.settled_by": STAFF,
    "sellers.RatingReport.settled_by": STAFF,
    "marketplace.Newsletter.by": STAFF,
    "disputes.Evidence.hidden_by": "who took a file back is its sender, whose file it is already",
    "disputes.Offer.answered_by": "the offer is its maker's; that it was answered is in it",
}
