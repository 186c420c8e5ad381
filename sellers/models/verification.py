from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sellers.models.seller import Seller


class VerificationState(models.TextChoices):
    ASKED = "asked", _("We have asked")
    GIVEN = "given", _("Our staff look at it")
    APPROVED = "approved", _("Confirmed")


class Verification(models.Model):
    """Who really sells: asked once a shop has sold so much that the law wants us to know.

    Overdue, payouts pause until it is given; releases go on. What our staff send back is asked
    again, with the reason.
    """

    seller = models.OneToOneField(Seller, on_delete=models.PROTECT, related_name="verification")
    state = models.CharField(
        max_length=8, choices=VerificationState.choices, default=VerificationState.ASKED
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    orders = models.PositiveIntegerField()
    legal_name = models.CharField(max_length=120, blank=True)
    address = models.TextField(max_length=400, blank=True)
    tax_id = models.CharField(max_length=40, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    because = models.TextField(max_length=500, blank=True)

    class Meta:
        permissions = [("decide_verification", "May confirm who sellers are")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=VerificationState.ASKED)
                | ~Q(legal_name="") & ~Q(address="") & ~Q(tax_id="") & Q(given_at__isnull=False),
                name="what_is_given_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=VerificationState.APPROVED) | Q(decided_by__isnull=False),
                name="somebody_confirms_who_sells",
            ),
        ]
        indexes = [
            models.Index(
                fields=["given_at"], condition=Q(state="given"), name="verifications_to_read"
            ),
            models.Index(fields=["-state", "given_at"], name="verifications_in_order"),
            models.Index(fields=["tax_id"], name="verifications_by_tax_id"),
        ]

    def __str__(self) -> str:
        return f"{self.seller}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        """Where the seller gives it."""
        return reverse("desk_verification")

    def is_overdue(self, now: datetime) -> bool:
        """Payouts pause. What our staff still have to read holds up nothing."""
        return self.state == VerificationState.ASKED and now >= self.due_at

    def can_be_given(self) -> bool:
        return self.state != VerificationState.APPROVED
