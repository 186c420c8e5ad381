from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from escrow.money import Money
from marketplace.models.listing import Listing
from marketplace.models.user import User
from marketplace.models.variant import Variant


class Cart(models.Model):
    """What somebody means to buy: a member's, or a visitor's by a key in their session."""

    user = models.OneToOneField(User, null=True, on_delete=models.CASCADE, related_name="cart")
    key = models.CharField(max_length=40, null=True, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | models.Q(key__isnull=False),
                name="cart_belongs_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"cart of {self.user_id or self.key}"


class CartItemQuerySet(models.QuerySet["CartItem"]):
    def of(self, person: User) -> CartItemQuerySet:
        """What is in a member's cart."""
        return self.filter(cart__user=person)

    def with_things(self) -> CartItemQuerySet:
        """With everything that a quote and a row of the cart read, in a fixed number of queries."""
        return self.select_related(
            "variant__listing__seller", "variant__listing__category"
        ).prefetch_related("variant__listing__photos", "variant__listing__seller__lanes")

    def locked(self) -> CartItemQuerySet:
        """With their variants, in the order of these, against everybody who buys or changes them."""
        ordered = self.order_by("variant_id")
        return ordered.select_for_update(no_key=True, of=("self", "variant"))


class CartItem(models.Model):
    """So many of a variant."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="items")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE)
    quantity = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1)])

    objects = CartItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant"], name="a_variant_once_per_cart"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant_id}"

    @property
    def listing(self) -> Listing:
        return self.variant.listing

    @property
    def total(self) -> Money:
        return self.variant.price * self.quantity
