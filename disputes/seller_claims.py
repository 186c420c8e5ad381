"""What a seller says of a thing that came back: codes, read in each reader's own language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SellerClaim(models.TextChoices):
    """Staff answer it: the whole money, a deduction for what is gone, or none of it."""

    WRONG = "SL-WRONG", _("Another thing came back")
    USED = "SL-USED", _("It came back used or damaged")
    SHORT = "SL-SHORT", _("Something is missing")
    EMPTY = "SL-EMPTY", _("The parcel was empty")
    FALSE = "SL-FALSE", _("Nothing is wrong with it: the complaint was not true")
