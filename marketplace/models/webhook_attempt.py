from django.db import models
from django.utils.translation import gettext as _

from marketplace.models.webhook_delivery import WebhookDelivery


class WebhookAttempt(models.Model):
    """One try to deliver a message: what came back, and how long that took."""

    delivery = models.ForeignKey(WebhookDelivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    milliseconds = models.PositiveIntegerField()
    answer = models.TextField(blank=True)
    trouble = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.trouble or str(self.status)

    @property
    def words(self) -> str:
        """What came back, for people: the status, or why there was none."""
        if not self.trouble:
            return str(self.status)
        return {
            "address": _("This address is not for us to reach."),
            "name": _("Nobody knows this name."),
            "slow": _("It took too long."),
            "certificate": _("Its certificate is not valid."),
            "secret": _("Its secret cannot be read any more. Make another one."),
            "connection": _("Nobody answered, or the answer broke off."),
        }[self.trouble]
