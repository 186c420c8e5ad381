from django.urls import reverse

from marketplace.models import User


class Buyer(User):
    """A person as a buyer: what counts in their standing, and what staff set."""

    class Meta:
        proxy = True
        ordering = ["email"]

    def get_absolute_url(self) -> str:
        """Where staff look at it."""
        return reverse("admin:disputes_buyer_change", args=[self.pk])
