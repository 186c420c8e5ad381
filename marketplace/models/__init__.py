from marketplace.models.calendar_feed import CalendarFeed
from marketplace.models.cancel_request import CancelRequest
from marketplace.models.canned_reply import CannedReply
from marketplace.models.cart import Cart, CartItem
from marketplace.models.category import Category
from marketplace.models.checkout import Checkout, CheckoutPayment
from marketplace.models.conversation import Conversation
from marketplace.models.data_export import DataExport
from marketplace.models.handover import Handover
from marketplace.models.idempotency_key import IdempotencyKey
from marketplace.models.listing import Listing
from marketplace.models.listing_photo import ListingPhoto
from marketplace.models.listing_question import ListingQuestion
from marketplace.models.message import Message
from marketplace.models.message_photo import MessagePhoto
from marketplace.models.message_report import MessageReport
from marketplace.models.order import Order
from marketplace.models.order_line import OrderLine
from marketplace.models.saved_address import SavedAddress
from marketplace.models.scripted_scan import ScriptedScan
from marketplace.models.shipment import Shipment, ShipmentLine
from marketplace.models.shipping_lane import ShippingLane
from marketplace.models.stock import Stock
from marketplace.models.tracking_event import TrackingEvent
from marketplace.models.translation import Translation
from marketplace.models.user import User

__all__ = [
    "CalendarFeed",
    "CancelRequest",
    "CannedReply",
    "Cart",
    "CartItem",
    "Category",
    "Checkout",
    "CheckoutPayment",
    "Conversation",
    "DataExport",
    "Handover",
    "IdempotencyKey",
    "Listing",
    "ListingPhoto",
    "ListingQuestion",
    "Message",
    "MessagePhoto",
    "MessageReport",
    "Order",
    "OrderLine",
    "SavedAddress",
    "ScriptedScan",
    "Shipment",
    "ShipmentLine",
    "ShippingLane",
    "Stock",
    "TrackingEvent",
    "Translation",
    "User",
]
