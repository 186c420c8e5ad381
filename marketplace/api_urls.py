"""Every address of /api/v1/."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from disputes.api import (
    bank_cases,
    cases,
    parcels,
    precedents,
    presumptions,
    reason_list,
    standing,
    steps,
)
from marketplace.api import (
    addresses,
    balance,
    calendar,
    conversations,
    data,
    departure,
    guarantee_fund,
    listings,
    order_actions,
    order_money,
    order_papers,
    orders,
    paying,
    payouts,
    refunds,
    tokens,
)

urlpatterns = [
    path("tokens/", tokens.Tokens.as_view(), name="api_tokens"),
    path("tokens/current/departure/", tokens.Departure.as_view(), name="api_sign_out"),
    path("listings/", listings.ListingList.as_view(), name="api_listings"),
    path("listings/<int:pk>/", listings.ListingDetail.as_view(), name="api_listing"),
    path("listings/<int:pk>/questions/", conversations.Questions.as_view(), name="api_questions"),
    path("messages/", conversations.ConversationList.as_view(), name="api_conversations"),
    path("messages/<uuid:key>/", conversations.Messages.as_view(), name="api_messages"),
    path("messages/<uuid:key>/reading/", conversations.Reading.as_view(), name="api_reading"),
    path("messages/<uuid:key>/<int:pk>/report/", conversations.Report.as_view(), name="api_report"),
    path(
        "orders/<slug:number>/messages/",
        conversations.OrderMessages.as_view(),
        name="api_order_messages",
    ),
    path("orders/", orders.OrderList.as_view(), name="api_orders"),
    path("orders/<slug:number>/", orders.OrderDetail.as_view(), name="api_order"),
    path("orders/<slug:number>/money/", order_money.OrderMoney.as_view(), name="api_order_money"),
    path(
        "orders/<slug:number>/papers/receipt.pdf",
        order_papers.OrderReceipt.as_view(),
        name="api_order_receipt",
    ),
    path("orders/<slug:number>/receipt/", order_actions.Receipt.as_view(), name="api_receipt"),
    path(
        "orders/<slug:number>/extension/", order_actions.Extension.as_view(), name="api_extension"
    ),
    path(
        "orders/<slug:number>/shipments/", order_actions.Shipments.as_view(), name="api_shipments"
    ),
    path(
        "orders/<slug:number>/handovers/", order_actions.Handovers.as_view(), name="api_handovers"
    ),
    path(
        "orders/<slug:number>/cancellation/",
        order_actions.Cancellation.as_view(),
        name="api_cancellation",
    ),
    path(
        "orders/<slug:number>/cancel-requests/",
        order_actions.CancelRequests.as_view(),
        name="api_cancel_requests",
    ),
    path(
        "orders/<slug:number>/cancel-requests/withdrawal/",
        order_actions.CancelWithdrawal.as_view(),
        name="api_cancel_request_withdrawal",
    ),
    path(
        "orders/<slug:number>/cancel-requests/answer/",
        order_actions.CancelAnswer.as_view(),
        name="api_cancel_answer",
    ),
    path("orders/<slug:number>/refunds/", order_actions.SellerRefund.as_view(), name="api_refunds"),
    path("orders/<slug:number>/rating/", order_actions.RatingAction.as_view(), name="api_rating"),
    path("orders/<slug:number>/disputes/", cases.OpenDispute.as_view(), name="api_open_dispute"),
    path("orders/<slug:number>/bank-cases/", bank_cases.BankCases.as_view(), name="api_bank_cases"),
    path(
        "orders/<slug:number>/bank-cases/<uuid:pk>/answer/",
        bank_cases.BankAnswer.as_view(),
        name="api_bank_answer",
    ),
    path("ways-to-pay/", paying.WaysToPay.as_view(), name="api_ways_to_pay"),
    path("checkouts/<uuid:pk>/payments/", paying.Payments.as_view(), name="api_payments"),
    path("calendar/", calendar.CalendarAddress.as_view(), name="api_calendar"),
    path("guarantee-fund/", guarantee_fund.GuaranteeFund.as_view(), name="api_fund"),
    path("presumptions/", presumptions.InForce.as_view(), name="api_presumptions"),
    path("presumptions/<int:number>/", presumptions.Under.as_view(), name="api_presumptions_of"),
    path("precedents/", precedents.Precedents.as_view(), name="api_precedents"),
    path("dispute-reasons/", reason_list.ReasonList.as_view(), name="api_reasons"),
    path("disputes/", cases.DisputeList.as_view(), name="api_disputes"),
    path("disputes/<uuid:pk>/", cases.DisputeDetail.as_view(), name="api_dispute"),
    path("disputes/<uuid:pk>/answer/", cases.Answer.as_view(), name="api_answer"),
    path("disputes/<uuid:pk>/change/", cases.Change.as_view(), name="api_change"),
    path("disputes/<uuid:pk>/withdrawal/", cases.Withdrawal.as_view(), name="api_withdrawal"),
    path("disputes/<uuid:pk>/sending/", steps.Sending.as_view(), name="api_sending"),
    path("disputes/<uuid:pk>/offers/", steps.Offers.as_view(), name="api_offers"),
    path(
        "disputes/<uuid:pk>/offers/<uuid:offer>/answer/",
        steps.OfferAnswer.as_view(),
        name="api_offer_answer",
    ),
    path("disputes/<uuid:pk>/second-thoughts/", steps.SecondThoughts.as_view(), name="api_undo"),
    path("disputes/<uuid:pk>/escalation/", steps.Escalation.as_view(), name="api_escalation"),
    path("disputes/<uuid:pk>/comments/", steps.Comments.as_view(), name="api_comments"),
    path("disputes/<uuid:pk>/appeals/", steps.Appeals.as_view(), name="api_appeals"),
    path("disputes/<uuid:pk>/waiver/", steps.Waiver.as_view(), name="api_waiver"),
    path("disputes/<uuid:pk>/reopening/", steps.Reopening.as_view(), name="api_reopening"),
    path(
        "disputes/<uuid:pk>/return/label/", parcels.ReturnLabel.as_view(), name="api_return_label"
    ),
    path(
        "disputes/<uuid:pk>/return/parcel/",
        parcels.ReturnParcel.as_view(),
        name="api_return_parcel",
    ),
    path(
        "disputes/<uuid:pk>/return/inspection/",
        parcels.ReturnInspection.as_view(),
        name="api_return_inspection",
    ),
    path(
        "disputes/<uuid:pk>/replacement/",
        parcels.Replacement.as_view(),
        name="api_replacement",
    ),
    path(
        "disputes/<uuid:pk>/replacement/receipt/",
        parcels.ReplacementReceipt.as_view(),
        name="api_replacement_receipt",
    ),
    path("disputes/<uuid:pk>/evidence/", cases.Evidence.as_view(), name="api_evidence"),
    path("standing/", standing.Standing.as_view(), name="api_standing"),
    path(
        "standing/<uuid:pk>/appeals/",
        standing.StandingAppeals.as_view(),
        name="api_standing_appeals",
    ),
    path("addresses/", addresses.Addresses.as_view(), name="api_addresses"),
    path("addresses/<int:pk>/", addresses.OneAddress.as_view(), name="api_address"),
    path("addresses/<int:pk>/usual/", addresses.Usual.as_view(), name="api_address_usual"),
    path("addresses/<int:pk>/removal/", addresses.Removal.as_view(), name="api_address_removal"),
    path("data-exports/", data.DataExports.as_view(), name="api_data_exports"),
    path("data-exports/<uuid:pk>/file/", data.DataFile.as_view(), name="api_data_file"),
    path("departure/", departure.Departures.as_view(), name="api_departure"),
    path("departure/undoing/", departure.Undoing.as_view(), name="api_departure_undoing"),
    path("balance/", balance.Balance.as_view(), name="api_balance"),
    path("payouts/", payouts.PayoutList.as_view(), name="api_payouts"),
    path("payouts/account/", payouts.PayoutAccount.as_view(), name="api_payout_account"),
    path("payouts/schedule/", payouts.PayoutSchedule.as_view(), name="api_payout_schedule"),
    path("payouts/<uuid:pk>/", payouts.PayoutDetail.as_view(), name="api_payout"),
    path("refunds/", refunds.RefundList.as_view(), name="api_my_refunds"),
    path("refunds/<uuid:pk>/", refunds.RefundDetail.as_view(), name="api_refund"),
    path(
        "refunds/<uuid:pk>/destination/",
        refunds.RefundDestination.as_view(),
        name="api_refund_destination",
    ),
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
]
