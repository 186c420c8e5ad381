from django.db import models

from sellers.models.seller import Seller


class ProviderAccount(models.Model):
    """A seller's own account at a provider that pays them out. Opened once, whatever becomes of it."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="provider_accounts")
    gateway = models.CharField(max_length=24)
    reference = models.CharField(max_length=34)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "gateway"], name="a_seller_has_one_account_at_a_provider"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seller} {self.gateway}"
