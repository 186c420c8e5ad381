from django.core.validators import MinValueValidator
from django.db import models

from escrow.money import Money
from marketplace.models.listing import Listing
from marketplace.models.user import User


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


class CartItem(models.Model):
    """So many of a listing."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="items")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE)
    quantity = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cart", "listing"], name="a_listing_once_per_cart"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.listing_id}"

    @property
    def total(self) -> Money:
        return self.listing.price * self.quantity
