from marketplace.models.api_token import ApiToken
from marketplace.models.calendar_feed import CalendarFeed
from marketplace.models.cancel_request import CancelRequest
from marketplace.models.canned_reply import CannedReply
from marketplace.models.carrier_message import CarrierMessage, CarrierMessageOutcome
from marketplace.models.cart import Cart, CartItem
from marketplace.models.category import Category
from marketplace.models.category_attribute import CategoryAttribute
from marketplace.models.checkout import Checkout, CheckoutPayment
from marketplace.models.conversation import Conversation
from marketplace.models.data_export import DataExport
from marketplace.models.exchange_rate import ExchangeRate
from marketplace.models.handover import Handover
from marketplace.models.idempotency_key import IdempotencyKey
from marketplace.models.listing import Listing
from marketplace.models.listing_freeze import ListingFreeze
from marketplace.models.listing_import import ListingImport
from marketplace.models.listing_photo import ListingPhoto
from marketplace.models.listing_question import ListingQuestion
from marketplace.models.listing_report import ListingReport
from marketplace.models.message import Message
from marketplace.models.message_photo import MessagePhoto
from marketplace.models.message_report import MessageReport
from marketplace.models.newsletter import Newsletter
from marketplace.models.notice_choice import NoticeChoice
from marketplace.models.order import Order
from marketplace.models.order_line import OrderLine
from marketplace.models.rating_photo import RatingPhoto
from marketplace.models.saved_address import SavedAddress
from marketplace.models.scripted_scan import ScriptedScan
from marketplace.models.search_word import SearchWord
from marketplace.models.shipment import Shipment, ShipmentLine
from marketplace.models.shipping_lane import ShippingLane
from marketplace.models.tracking_event import TrackingEvent
from marketplace.models.translation import Translation
from marketplace.models.user import User
from marketplace.models.variant import Variant
from marketplace.models.webhook_attempt import WebhookAttempt
from marketplace.models.webhook_delivery import WebhookDelivery
from marketplace.models.webhook_endpoint import WebhookEndpoint
from marketplace.models.webhook_event import WebhookEvent

__all__ = [
    "ApiToken",
    "CalendarFeed",
    "CancelRequest",
    "CannedReply",
    "CarrierMessage",
    "CarrierMessageOutcome",
    "Cart",
    "CartItem",
    "Category",
    "CategoryAttribute",
    "Checkout",
    "CheckoutPayment",
    "Conversation",
    "DataExport",
    "ExchangeRate",
    "Handover",
    "IdempotencyKey",
    "Listing",
    "ListingFreeze",
    "ListingImport",
    "ListingPhoto",
    "ListingQuestion",
    "ListingReport",
    "Message",
    "MessagePhoto",
    "MessageReport",
    "Newsletter",
    "NoticeChoice",
    "Order",
    "OrderLine",
    "RatingPhoto",
    "SavedAddress",
    "ScriptedScan",
    "SearchWord",
    "Shipment",
    "ShipmentLine",
    "ShippingLane",
    "TrackingEvent",
    "Translation",
    "User",
    "Variant",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
]
