"""Every address of the shop, in the order of a purchase."""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.static import serve

from disputes.views import (
    bank_cases,
    cases,
    changing,
    decisions,
    evidence,
    how_we_decide,
    offers,
    opening,
    parcels,
    standing,
)
from marketplace.views import (
    account,
    addresses,
    balance,
    browsing,
    calendar,
    cancel_requests,
    cart,
    checkout,
    checkouts,
    conversations,
    data,
    demo_clock,
    departure,
    design,
    desk,
    desk_connection,
    desk_listings,
    desk_money,
    desk_numbers,
    desk_orders,
    desk_payouts,
    desk_refunds,
    desk_replies,
    desk_sending,
    guarantee_fund,
    guests,
    health,
    how_we_rate,
    inbox,
    language,
    listing_questions,
    machines,
    message_photos,
    notice_choices,
    open_shop,
    order_money,
    order_papers,
    orders,
    outbox,
    protection,
    ratings,
    refunds,
    reports,
    sandbox,
    sandbox_desk,
    shops,
    transfer,
    webhooks,
)

# Whose keys they are takes them off, or the story of who is locked out.
admin.site.unregister(Authenticator)
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

MESSAGE = "messages/<uuid:key>/<int:pk>"
CASE = "orders/<slug:number>/disputes/<uuid:pk>"

urlpatterns = [
    # looking around
    path("", browsing.home, name="home"),
    path("search/", browsing.search_page, name="search"),
    path("c/<slug:slug>/", browsing.category, name="category"),
    path("listing/<int:pk>/reports/", reports.listing_reports, name="listing_reports"),
    path("listing/<int:pk>/questions/", listing_questions.questions, name="listing_questions"),
    path("listing/<int:pk>/<slug:slug>/", browsing.listing, name="listing"),
    path("shop/<slug:slug>/", shops.shop, name="shop"),
    path("shop/<slug:slug>/reviews/", shops.shop_reviews, name="shop_reviews"),
    path("reviews/<int:pk>/report/", ratings.review_report, name="review_report"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-<slug:kind>-<int:number>.xml", machines.sitemap_part, name="sitemap_part"),
    path("protection/", protection.protection, name="protection"),
    path("guarantee-fund/", guarantee_fund.guarantee_fund, name="guarantee_fund"),
    path("how-we-rate/", how_we_rate.how_we_rate, name="how_we_rate"),
    path("how-we-decide/", how_we_decide.how_we_decide, name="how_we_decide"),
    path("how-we-decide/<int:number>/", how_we_decide.how_we_decide, name="how_we_decide_under"),
    # buying
    path("cart/", cart.cart, name="cart"),
    path("cart/items/", cart.cart_items, name="cart_items"),
    path("cart/items/<int:pk>/", cart.cart_item, name="cart_item"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("guest/<str:token>/", guests.guest, name="guest"),
    path("guest/<str:token>/account/", guests.guest_account, name="guest_account"),
    path("guest/<str:token>/keeping/", guests.guest_keeping, name="guest_keeping"),
    path("account/guests/<int:pk>/entry/", guests.guest_entry, name="guest_entry"),
    path("account/guests/leaving/", guests.guest_leaving, name="guest_leaving"),
    path("checkout/<uuid:pk>/payments/", checkouts.checkout_payments, name="checkout_payments"),
    path("checkout/<uuid:pk>/return/", checkouts.checkout_return, name="checkout_return"),
    path("checkout/<uuid:pk>/departure/", checkouts.checkout_departure, name="checkout_departure"),
    path("sandbox/pay/<uuid:key>/", sandbox.sandbox_pay, name="sandbox_pay"),
    path("transfers/<uuid:key>/", transfer.bank_transfer, name="bank_transfer"),
    path("webhooks/<slug:gateway>/", webhooks.webhook, name="webhook"),
    # what was bought
    path("orders/", orders.orders, name="orders"),
    path("orders/<slug:number>/", orders.order, name="order"),
    path("orders/<slug:number>/money/", order_money.order_money, name="order_money"),
    path(
        "orders/<slug:number>/papers/receipt.pdf", order_papers.order_receipt, name="order_receipt"
    ),
    path("orders/<slug:number>/receipt/", orders.receipt, name="receipt"),
    path("orders/<slug:number>/extension/", orders.extension, name="extension"),
    path(
        "orders/<slug:number>/cancel-requests/", cancel_requests.ask, name="order_cancel_requests"
    ),
    path(
        "orders/<slug:number>/cancel-requests/withdrawal/",
        cancel_requests.take_back,
        name="order_cancel_request_withdrawal",
    ),
    path("orders/<slug:number>/messages/", conversations.order_messages, name="order_messages"),
    path("orders/<slug:number>/rating/", ratings.rating, name="rating"),
    path("refunds/<uuid:pk>/", refunds.refund, name="refund"),
    # what was said
    path("messages/", conversations.messages, name="messages"),
    path("messages/<uuid:key>/", conversations.conversation, name="conversation"),
    path("messages/photos/<uuid:pk>/", message_photos.message_photo, name="message_photo"),
    path(
        "messages/photos/<uuid:pk>/thumb/",
        message_photos.message_photo,
        {"small": True},
        name="message_photo_thumb",
    ),
    path(f"{MESSAGE}/report/", conversations.message_report, name="message_report"),
    path(f"{MESSAGE}/publication/", conversations.message_publication, name="message_publication"),
    path(
        f"{MESSAGE}/publication/removal/",
        conversations.message_publication_removal,
        name="message_publication_removal",
    ),
    # desk and disputes
    path("desk/", desk.desk, name="desk"),
    path("desk/open/", open_shop.open_shop, name="open_shop"),
    path("desk/balance/", desk_money.desk_balance, name="desk_balance"),
    path("desk/numbers/", desk_numbers.desk_numbers, name="desk_numbers"),
    path("desk/numbers/<slug:code>/", desk_numbers.desk_number, name="desk_number"),
    path("desk/payouts/", desk_payouts.desk_payouts, name="desk_payouts"),
    path("desk/payouts/account/", desk_payouts.desk_payout_account, name="desk_payout_account"),
    path(
        "desk/payouts/account/connection/", desk_connection.desk_connection, name="desk_connection"
    ),
    path(
        "desk/payouts/account/connection/return/",
        desk_connection.desk_connection_return,
        name="desk_connection_return",
    ),
    path("desk/payouts/schedule/", desk_payouts.desk_payout_schedule, name="desk_payout_schedule"),
    path("desk/payouts/<uuid:pk>/", desk_payouts.desk_payout, name="desk_payout"),
    path("desk/sending/", desk_sending.desk_sending, name="desk_sending"),
    path("desk/sending/<int:pk>/removal/", desk_sending.lane_removal, name="lane_removal"),
    path("desk/listings/", desk_listings.desk_listings, name="desk_listings"),
    path("desk/listings/new/", desk_listings.desk_listing_new, name="desk_listing_new"),
    path("desk/listings/<int:pk>/", desk_listings.desk_listing, name="desk_listing"),
    path(
        "desk/listings/<int:pk>/appeals/",
        reports.desk_listing_appeals,
        name="desk_listing_appeals",
    ),
    path("desk/replies/", desk_replies.desk_replies, name="desk_replies"),
    path("desk/replies/<int:pk>/", desk_replies.desk_reply, name="desk_canned_reply"),
    path(
        "desk/replies/<int:pk>/removal/", desk_replies.desk_reply_removal, name="desk_reply_removal"
    ),
    path("desk/orders/<slug:number>/", desk_orders.desk_order, name="desk_order"),
    path("desk/orders/<slug:number>/money/", order_money.desk_order_money, name="desk_order_money"),
    path("desk/orders/<slug:number>/shipments/", desk_orders.desk_shipments, name="desk_shipments"),
    path(
        "desk/orders/<slug:number>/shipments/<uuid:pk>/handover/",
        desk_orders.desk_handover,
        name="desk_handover",
    ),
    path(
        "desk/orders/<slug:number>/cancellation/",
        desk_orders.desk_cancellation,
        name="desk_cancellation",
    ),
    path(
        "desk/orders/<slug:number>/cancel-requests/answer/",
        cancel_requests.answer,
        name="desk_cancel_answer",
    ),
    path("desk/orders/<slug:number>/rating/", ratings.desk_rating, name="desk_rating"),
    path("desk/orders/<slug:number>/reply/", ratings.desk_reply, name="desk_reply"),
    path("desk/orders/<slug:number>/refunds/", desk_refunds.desk_refunds, name="desk_refunds"),
    path(
        "desk/orders/<slug:number>/bank-cases/<uuid:pk>/answer/",
        bank_cases.bank_answer,
        name="bank_answer",
    ),
    path("orders/<slug:number>/disputes/", opening.open_dispute, name="open_dispute"),
    path("orders/<slug:number>/disputes/<uuid:pk>/", cases.dispute, name="dispute"),
    path(f"{CASE}/change/", changing.dispute_change, name="dispute_change"),
    path(f"{CASE}/offers/", offers.dispute_offers, name="dispute_offers"),
    path(f"{CASE}/offers/<uuid:offer>/answer/", offers.offer_answer, name="offer_answer"),
    path(f"{CASE}/second-thoughts/", offers.dispute_second_thoughts, name="dispute_undo"),
    path(f"{CASE}/escalation/", decisions.dispute_escalation, name="dispute_escalation"),
    path(f"{CASE}/comments/", decisions.dispute_comments, name="dispute_comments"),
    path(f"{CASE}/appeals/", decisions.dispute_appeals, name="dispute_appeals"),
    path(f"{CASE}/waiver/", decisions.dispute_waiver, name="dispute_waiver"),
    path(f"{CASE}/return/label/", parcels.return_label, name="return_label"),
    path(f"{CASE}/return/parcel/", parcels.return_parcel, name="return_parcel"),
    path(f"{CASE}/return/inspection/", parcels.return_inspection, name="return_inspection"),
    path(f"{CASE}/replacement/", parcels.dispute_replacement, name="dispute_replacement"),
    path(f"{CASE}/replacement/receipt/", parcels.replacement_receipt, name="replacement_receipt"),
    path(f"{CASE}/reopening/", cases.dispute_reopening, name="dispute_reopening"),
    path(
        "orders/<slug:number>/disputes/<uuid:pk>/answer/",
        cases.dispute_answer,
        name="dispute_answer",
    ),
    path(
        "orders/<slug:number>/disputes/<uuid:pk>/evidence/",
        cases.dispute_evidence,
        name="dispute_evidence",
    ),
    path(
        "orders/<slug:number>/disputes/<uuid:pk>/withdrawal/",
        cases.dispute_withdrawal,
        name="dispute_withdrawal",
    ),
    path("evidence/<uuid:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<uuid:pk>/pages/<int:page>/", evidence.evidence, name="evidence_page"),
    path("evidence/<uuid:pk>/thumb/", evidence.evidence_thumb, name="evidence_thumb"),
    path("evidence/<uuid:pk>/original/", evidence.evidence_original, name="evidence_original"),
    path(
        "evidence/<uuid:pk>/withdrawal/",
        evidence.evidence_withdrawal,
        name="evidence_withdrawal",
    ),
    # people and machines
    path("account/settings/", account.account_settings, name="account_settings"),
    path("account/calendar/", calendar.account_calendar, name="account_calendar"),
    path("calendar/<uuid:key>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("preferences/", account.preferences, name="preferences"),
    path("account/addresses/", addresses.account_addresses, name="account_addresses"),
    path("account/addresses/<int:pk>/", addresses.account_address, name="account_address"),
    path("account/addresses/<int:pk>/usual/", addresses.address_usual, name="address_usual"),
    path("account/addresses/<int:pk>/removal/", addresses.address_removal, name="address_removal"),
    path("account/data/", data.account_data, name="account_data"),
    path("account/data/<uuid:pk>/file/", data.account_data_file, name="account_data_file"),
    path("account/departure/", departure.account_departure, name="account_departure"),
    path("account/departure/undoing/", departure.departure_undoing, name="departure_undoing"),
    path("account/balance/", balance.account_balance, name="account_balance"),
    path("account/standing/", standing.account_standing, name="account_standing"),
    path("account/standing/<uuid:pk>/appeals/", standing.standing_appeal, name="standing_appeal"),
    path("account/notices/", notice_choices.account_notices, name="account_notices"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.inbox_read, name="inbox_read"),
    path("inbox/<int:pk>/", inbox.inbox_notice, name="inbox_notice"),
    path("inbox/<int:pk>/read/", inbox.inbox_notice_read, name="inbox_notice_read"),
    path("unsubscribe/<str:token>/", notice_choices.unsubscribe, name="unsubscribe"),
    path("accounts/", include("allauth.urls")),
    path("i18n/setlang/", language.language, name="set_language"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("marketplace.api_urls")),
    path("healthz/", health.healthz, name="healthz"),
    # the demo
    path("demo/clock/", demo_clock.demo_clock, name="demo_clock"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/", outbox.outbox_message, name="outbox_message"),
    path("outbox/<int:pk>/letter/", outbox.outbox_letter, name="outbox_letter"),
    path("sandbox/", sandbox_desk.sandbox, name="sandbox"),
    path("sandbox/weather/", sandbox_desk.sandbox_weather, name="sandbox_weather"),
    path("sandbox/deliveries/", sandbox_desk.sandbox_deliveries, name="sandbox_deliveries"),
    path(
        "sandbox/<slug:noun>/<int:pk>/<slug:event>/",
        sandbox_desk.sandbox_event,
        name="sandbox_event",
    ),
]

if settings.DEBUG:
    urlpatterns += [path("design/", design.design, name="design")]
if settings.DEBUG or settings.HOLDFAST_DEMO:
    # In production the web server serves these; private files are never served by address.
    photos = {"document_root": settings.MEDIA_ROOT}
    urlpatterns += [re_path(r"^media/(?P<path>(?:listings|reviews)/.+)$", serve, photos)]
