from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.indexes import OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from escrow.chart import Kind
from escrow.ledger import Place

WEEKEND = (5, 6)


class Level(models.TextChoices):
    NEW = "new", _("New seller")
    STANDARD = "standard", _("Standard seller")
    TRUSTED = "trusted", _("Trusted seller")
    RESTRICTED = "restricted", _("Restricted seller")


class Schedule(models.TextChoices):
    DAILY = "daily", _("Every working day")
    WEEKLY = "weekly", _("Every Monday")
    MONTHLY = "monthly", _("On the first of the month")
    ON_REQUEST = "on_request", _("When I ask for it")


class ReturnPostage(models.TextChoices):
    """Who pays for sending back what the buyer simply does not like."""

    BUYER = "buyer", _("The buyer pays the postage")
    SELLER = "seller", _("I pay the postage")


class ReturnCondition(models.TextChoices):
    UNUSED = "unused", _("Unused, as it came")
    TRIED = "tried", _("Tried, with nothing missing or broken")


class Seller(models.Model):
    """Somebody who sells here: the shop's name and story, and how fast it sends."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seller"
    )
    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    story = models.TextField(blank=True)
    country = models.CharField(max_length=2)
    city = models.CharField(max_length=60, blank=True)
    time_zone = models.CharField(max_length=40, default="UTC")
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.NEW)
    level_reviewed_at = models.DateTimeField(null=True, blank=True)
    # Our staff have said what it is, until then: the review by figures leaves it alone.
    level_kept_until = models.DateTimeField(null=True, blank=True)
    handling_days = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    return_days = models.PositiveSmallIntegerField(default=14)
    return_postage = models.CharField(
        max_length=8, choices=ReturnPostage.choices, default=ReturnPostage.BUYER
    )
    return_condition = models.CharField(
        max_length=8, choices=ReturnCondition.choices, default=ReturnCondition.UNUSED
    )
    holidays = models.JSONField(default=list, blank=True)
    payout_schedule = models.CharField(
        max_length=12, choices=Schedule.choices, default=Schedule.WEEKLY
    )
    banner = models.CharField(max_length=200, blank=True)
    logo = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        permissions = [("set_level", "May restrict shops")]
        indexes = [
            models.Index(OpClass(Lower("name"), "text_pattern_ops"), name="shops_by_name"),
            models.Index(fields=["level", "-id"], name="shops_of_a_level"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("shop", args=[self.slug])

    @property
    def payable(self) -> Place:
        """Money that is the seller's and not yet paid out."""
        return Place(Kind.SELLER_PAYABLE, f"seller:{self.pk}")

    @property
    def reserve(self) -> Place:
        """Money kept back for a while from a new seller's sales."""
        return Place(Kind.SELLER_RESERVE, f"seller:{self.pk}")

    @property
    def receivable(self) -> Place:
        """What the seller owes the guarantee fund."""
        return Place(Kind.SELLER_RECEIVABLE, f"seller:{self.pk}")

    @property
    def owed_for_chargebacks(self) -> Place:
        """What the seller owes Holdfast for payments their buyers' banks took back."""
        return Place(Kind.CHARGEBACK_RECEIVABLE, f"seller:{self.pk}")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def keeps_reserve(self) -> bool:
        """Whether a part of each sale stays back for a while."""
        return self.level in (Level.NEW, Level.RESTRICTED)

    def ship_by(self, paid_at: datetime) -> datetime:
        """The end of the last handling day: Monday to Friday in the seller's zone, less holidays."""
        day = paid_at.astimezone(self.zone).date()
        for _step in range(self.handling_days):
            day = self._next_working_day(day)
        midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), self.zone)
        return midnight - timedelta(seconds=1)

    def _next_working_day(self, day: date) -> date:
        day += timedelta(days=1)
        while day.weekday() in WEEKEND or day.isoformat() in self.holidays:
            day += timedelta(days=1)
        return day
