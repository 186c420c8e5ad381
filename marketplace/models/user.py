from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MAY_GIVE_ROLES = "marketplace.give_roles"


class UserManager(BaseUserManager["User"]):
    """People sign in by e-mail."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """A person: a buyer, perhaps with a shop, perhaps staff."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=40, default="UTC")
    country = models.CharField(_("country"), max_length=2, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    is_staff = models.BooleanField(_("may enter the staff desk"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    guest_email = models.EmailField(_("bought as a guest with"), blank=True)
    kept_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="guests",
        verbose_name=_("stands with the account of"),
    )
    leaving_at = models.DateTimeField(_("is forgotten on"), null=True, blank=True)
    left_at = models.DateTimeField(_("has left"), null=True, blank=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        permissions = [("give_roles", "May say who of the staff does what")]
        indexes = [
            models.Index(Lower("guest_email"), name="guests_by_email"),
            models.Index(OpClass(Lower("name"), "text_pattern_ops"), name="people_by_name"),
            models.Index(fields=["is_staff"], condition=models.Q(is_staff=True), name="our_staff"),
        ]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email"),
            models.CheckConstraint(
                condition=models.Q(guest_email="", kept_by=None)
                | ~models.Q(guest_email="")
                & models.Q(email__endswith="@guest.invalid", is_staff=False),
                name="a_guest_is_no_account_yet",
            ),
            models.CheckConstraint(
                condition=models.Q(left_at=None)
                | models.Q(
                    left_at__isnull=False,
                    leaving_at=None,
                    name="",
                    country="",
                    is_active=False,
                    is_staff=False,
                    email__endswith="@left.invalid",
                ),
                name="who_has_left_is_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def is_open_guest(self) -> bool:
        """Bought without an account, and nobody has made one of it yet."""
        return bool(self.guest_email) and self.kept_by_id is None

    @property
    def letters_to(self) -> str:
        """The mailbox that is really theirs."""
        return self.kept_by.email if self.kept_by else self.guest_email or self.email

    def get_absolute_url(self) -> str:
        return reverse("account_settings")

    def get_full_name(self) -> str:
        if self.left_at:
            return gettext("Someone who has left")
        return self.name or self.email.split("@")[0]

    def get_short_name(self) -> str:
        name = self.get_full_name()
        return name if self.left_at else name.split(" ")[0]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
