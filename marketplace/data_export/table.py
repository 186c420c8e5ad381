"""What an export holds. Reviewed by hand: a row here is a promise, and a column somebody else's
data would be in is not named. A test finds every model that names a person and is neither here
nor in left_out.
"""

from django.db.models import Q

from marketplace.data_export.section import Section

ORDER = ("number", "state", "currency", "total_minor", "placed_at", "paid_at", "shipped_at")
CASE = "dispute__order__number"

TABLE = [
    Section(
        "account",
        "marketplace.User",
        "pk",
        (
            "email",
            "guest_email",
            "name",
            "language",
            "time_zone",
            "country",
            "currency",
            "date_joined",
            "last_login",
            "leaving_at",
            "left_at",
            "is_active",
            "is_staff",
            "is_superuser",
        ),
    ),
    Section("e-mail addresses", "account.EmailAddress", "user", ("email", "verified", "primary")),
    Section(
        "address book",
        "marketplace.SavedAddress",
        "user",
        (
            "name",
            "street",
            "postcode",
            "city",
            "country",
            "is_usual",
            "added_at",
            "last_used_at",
        ),
    ),
    Section("second steps", "mfa.Authenticator", "user", ("type", "created_at", "last_used_at")),
    Section(
        "programs",
        "marketplace.ApiToken",
        "user",
        ("name", "scopes", "created", "expiry", "last_used_at"),
    ),
    Section("exports", "marketplace.DataExport", "user", ("state", "asked_at", "ready_at")),
    Section(
        "cart",
        "marketplace.CartItem",
        "cart__user",
        ("variant__listing__title", "variant__choices", "quantity"),
    ),
    # what was bought
    Section(
        "purchases",
        "marketplace.Checkout",
        "buyer",
        (
            "id",
            "currency",
            "total_minor",
            "plus",
            "name",
            "street",
            "postcode",
            "city",
            "country",
            "placed_at",
        ),
    ),
    Section("orders", "marketplace.Order", "buyer", (*ORDER, "seller__name", "delivered_at")),
    Section(
        "things bought",
        "marketplace.OrderLine",
        "order__buyer",
        ("order__number", "quantity", "unit_price_minor", "order__currency", "as_sold"),
    ),
    Section(
        "parcels",
        "marketplace.Shipment",
        "order__buyer",
        ("order__number", "carrier", "tracking_number", "dispatched_at", "delivered_at"),
    ),
    Section(
        "asked to cancel",
        "marketplace.CancelRequest",
        "by",
        ("order__number", "reason", "words", "state", "asked_at", "ended_at"),
    ),
    Section("calendar", "marketplace.CalendarFeed", "user", ("made_at",)),
    Section(
        "conversations",
        "marketplace.Conversation",
        "buyer",
        ("seller__name", "listing__title", "order__number", "began_at", "last_at", "buyer_read_at"),
    ),
    Section(
        "messages written",
        "marketplace.Message",
        "by",
        (
            "conversation__listing__title",
            "conversation__order__number",
            "text",
            "shown",
            "language",
            "may_be_public",
            "at",
        ),
    ),
    Section(
        "photos in messages",
        "marketplace.MessagePhoto",
        "message__by",
        ("name", "sent_at"),
        files=("picture",),
    ),
    Section("messages reported", "marketplace.MessageReport", "by", ("reason", "words", "at")),
    Section(
        "payments",
        "escrow.Payment",
        "buyer",
        ("gateway", "state", "amount_minor", "currency", "instrument", "created_at", "captured_at"),
    ),
    Section(
        "money held",
        "escrow.Hold",
        "buyer",
        (
            "state",
            "currency",
            "captured_minor",
            "released_minor",
            "refunded_minor",
            "charged_back_minor",
            "created_at",
            "settled_at",
        ),
    ),
    Section(
        "refunds",
        "escrow.Refund",
        "payment__buyer",
        ("state", "reason", "destination", "amount_minor", "currency", "created_at"),
    ),
    Section(
        "balance",
        "escrow.BalanceLot",
        "user",
        ("amount_minor", "left_minor", "currency", "created_at"),
    ),
    Section(
        "reviews given",
        "sellers.Rating",
        "buyer",
        ("order__number", "seller__name", "stars", "text", "created_at"),
    ),
    Section(
        "photos in reviews",
        "marketplace.RatingPhoto",
        "rating__buyer",
        ("rating__order__number", "created_at"),
        files=("full",),
        storage="default",
    ),
    Section(
        "what shops say of you",
        "sellers.BuyerRating",
        "buyer",
        ("order__number", "seller__name", "stars", "text", "revealed_at"),
        only=Q(revealed_at__isnull=False),
    ),
    Section(
        "reviews reported",
        "sellers.RatingReport",
        "by",
        ("rating__order__number", "why", "words", "created_at", "outcome"),
    ),
    Section(
        "listings reported",
        "marketplace.ListingReport",
        "by",
        ("listing__title", "reason", "words", "at", "outcome"),
    ),
    # the shop
    Section(
        "shop",
        "sellers.Seller",
        "user",
        ("name", "story", "country", "city", "time_zone", "level", "created_at"),
    ),
    Section(
        "listings",
        "marketplace.Listing",
        "seller__user",
        ("title", "description", "price_minor", "currency", "state", "created_at"),
    ),
    Section(
        "variants of listings",
        "marketplace.Variant",
        "listing__seller__user",
        ("listing__title", "choices", "sku", "price_minor", "on_hand", "retired_at"),
    ),
    Section(
        "photos of listings",
        "marketplace.ListingPhoto",
        "listing__seller__user",
        ("listing__title", "alt"),
        files=("full",),
        storage="default",
    ),
    Section(
        "prepared replies", "marketplace.CannedReply", "seller__user", ("place", "title", "text")
    ),
    Section(
        "questions shown",
        "marketplace.ListingQuestion",
        "listing__seller__user",
        ("listing__title", "answer", "published_at", "removed_at"),
    ),
    Section(
        "webhooks",
        "marketplace.WebhookEndpoint",
        "seller__user",
        ("name", "address", "events", "made_at", "ended_at"),
    ),
    Section("sales", "marketplace.Order", "seller__user", ORDER),
    Section(
        "payout accounts",
        "sellers.PayoutMethod",
        "seller__user",
        ("gateway", "holder", "account", "bank", "created_at", "replaced_at"),
    ),
    Section(
        "payouts",
        "escrow.Payout",
        "seller__user",
        ("state", "amount_minor", "currency", "created_at", "paid_at"),
    ),
    Section("payouts from", "sellers.PayoutMinimum", "seller__user", ("currency", "amount_minor")),
    Section(
        "who sells",
        "sellers.Verification",
        "seller__user",
        (
            "state",
            "legal_name",
            "address",
            "tax_id",
            "asked_at",
            "given_at",
            "decided_at",
            "because",
        ),
    ),
    Section("measured", "sellers.PerformanceFact", "seller__user", ("kind", "at", "value")),
    Section(
        "levels",
        "sellers.LevelChange",
        "seller__user",
        ("before", "after", "at", "reasons", "words"),
    ),
    Section(
        "decided about you",
        "sellers.Sanction",
        "person",
        (
            "kind",
            "words",
            "at",
            "until",
            "appeal",
            "appealed_at",
            "answer_by",
            "answer",
            "answered_at",
            "ended_at",
            "why_ended",
        ),
    ),
    # cases
    Section(
        "cases",
        "disputes.Dispute",
        "claimant",
        ("order__number", "state", "reason", "description", "facts", "opened_at", "ended_at"),
    ),
    Section(
        "decisions",
        "disputes.Decision",
        "dispute__claimant",
        (CASE, "outcome", "refund_minor", "currency", "reasons", "at"),
    ),
    Section("said in cases", "disputes.Statement", "by", (CASE, "kind", "text", "language", "at")),
    Section(
        "offers",
        "disputes.Offer",
        "by",
        (CASE, "state", "remedy", "amount_minor", "currency", "words", "made_at"),
    ),
    Section("appeals", "disputes.Appeal", "by", (CASE, "grounds", "at")),
    Section(
        "evidence",
        "disputes.Evidence",
        "by",
        (CASE, "name", "format", "state", "captured_at", "created_at", "hidden_at"),
        files=("original", "pages"),
    ),
    Section("weights", "disputes.ReturnWeight", "by", ("moment", "grams", "at")),
    Section("standing", "disputes.Mark", "buyer", ("code", "order__number", "at", "counts_until")),
    Section(
        "restrictions",
        "disputes.Restriction",
        "buyer",
        ("state", "code", "words", "began_at", "until", "ended_at"),
    ),
    Section(
        "against a restriction", "disputes.StandingAppeal", "by", ("words", "state", "answer", "at")
    ),
    # what we wrote, and what was done
    Section(
        "letters", "escrow.Notice", "to", ("kind", "subject_line", "body", "created_at", "sent_at")
    ),
    Section(
        "e-mails wanted", "marketplace.NoticeChoice", "person", ("group", "by_email", "chosen_at")
    ),
    Section("done", "escrow.AuditEntry", "by", ("at", "action", "subject_type", "subject_id")),
]
