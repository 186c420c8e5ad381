from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.urls import reverse

from marketplace.models.listing import Listing
from marketplace.models.order import Order
from marketplace.models.user import User
from sellers.models import Seller

BEFORE = models.Q(listing__isnull=False, order=None)
AFTER = models.Q(listing=None, order__isnull=False)


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, user: Any) -> ConversationQuerySet:
        """Only the two who speak in it."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(models.Q(buyer=user) | models.Q(seller__user=user))

    def unread_by(self, user: Any) -> ConversationQuerySet:
        """Those in which the other side has said something new."""
        as_buyer = models.Q(buyer=user, buyer_unread__gt=0)
        return self.filter(as_buyer | models.Q(seller__user=user, seller_unread__gt=0))

    def read_by(self, user: Any) -> ConversationQuerySet:
        """Those with nothing new."""
        as_buyer = models.Q(buyer=user, buyer_unread=0)
        return self.filter(as_buyer | models.Q(seller__user=user, seller_unread=0))

    def with_parties(self) -> ConversationQuerySet:
        """With everything its title and its names are made of."""
        return self.select_related("buyer", "seller__user", "listing", "order")

    def locked(self) -> ConversationQuerySet:
        return self.select_for_update(no_key=True, of=("self",))


class Conversation(models.Model):
    """What a buyer and a seller say to each other: about a listing before a purchase, about an
    order after it. Each side has its own mark of what it has read.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    buyer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="conversations")
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="conversations")
    listing = models.ForeignKey(
        Listing, null=True, on_delete=models.PROTECT, related_name="conversations"
    )
    order = models.OneToOneField(
        Order, null=True, on_delete=models.PROTECT, related_name="conversation"
    )
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    # The response clock: the buyer's first message, and the seller's first one after it.
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    buyer_unread = models.PositiveIntegerField(default=0)
    seller_unread = models.PositiveIntegerField(default=0)
    buyer_read_at = models.DateTimeField(null=True)
    seller_read_at = models.DateTimeField(null=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=BEFORE | AFTER, name="a_conversation_is_about_a_listing_or_an_order"
            ),
            models.UniqueConstraint(
                fields=["buyer", "listing"],
                condition=models.Q(listing__isnull=False),
                name="one_conversation_before_a_purchase",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None)
                | models.Q(answered_at__gte=models.F("asked_at")),
                name="an_answer_comes_after_its_question",
            ),
        ]
        indexes = [
            models.Index(fields=["buyer", "-last_at", "-id"], name="conversations_of_a_buyer"),
            models.Index(fields=["seller", "-last_at", "-id"], name="conversations_of_a_seller"),
            models.Index(
                fields=["buyer"], condition=models.Q(buyer_unread__gt=0), name="unread_by_a_buyer"
            ),
            models.Index(
                fields=["seller"],
                condition=models.Q(seller_unread__gt=0),
                name="unread_by_a_seller",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("conversation", args=[self.key])

    @property
    def title(self) -> str:
        """The thing, or the number of the order."""
        return self.listing.title if self.listing else str(self.order)

    def is_seller(self, person: Any) -> bool:
        return bool(self.seller.user_id == person.pk)

    def other(self, person: Any) -> User:
        """The one who reads what this person writes."""
        return self.buyer if self.is_seller(person) else self.seller.user

    def name_of_other(self, person: Any) -> str:
        return self.buyer.get_short_name() if self.is_seller(person) else self.seller.name

    def unread_for(self, person: Any) -> int:
        return self.seller_unread if self.is_seller(person) else self.buyer_unread

    def read(self, person: Any, at: datetime) -> None:
        """Nothing in it is new to this side."""
        if self.is_seller(person):
            self.seller_unread, self.seller_read_at = 0, at
        else:
            self.buyer_unread, self.buyer_read_at = 0, at

    def add(self, person: Any, at: datetime) -> None:
        """This side has said something: new to the other, and the response clock goes on."""
        self.read(person, at)
        self.last_at = at
        if self.is_seller(person):
            self.buyer_unread += 1
            self.answered_at = self.answered_at or (at if self.asked_at else None)
        else:
            self.seller_unread += 1
            self.asked_at = self.asked_at or at
