"""What a program signs in with: whose it is, what it may do, and since when it was not used."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a token may do. `read` sees what its person sees; each other one acts."""

    READ = "read", _("See what you see")
    BUY = "buy", _("Buy, pay, confirm and review for you")
    SELL = "sell", _("Keep your shop: listings, stock, parcels, refunds")
    MESSAGES = "messages", _("Write and report for you")
    DISPUTES = "disputes", _("Open and answer cases for you")
    MONEY = "money", _("Say where your money goes")
    ACCOUNT = "account", _("Change your account, your addresses and what we tell you")


class ApiToken(models.Model):
    """Only its digest is kept: the token itself is shown once. Knox finds it by its first letters."""

    digest = models.CharField(max_length=128, primary_key=True)
    token_key = models.CharField(max_length=25, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="auth_token_set"
    )
    created = models.DateTimeField(auto_now_add=True)
    expiry = models.DateTimeField(null=True, blank=True)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=60, blank=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name, verbose_name_plural = _("access token"), _("access tokens")
        indexes = [models.Index(fields=["-created", "-digest"], name="tokens_by_moment")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scopes__contained_by=Scope.values) & ~models.Q(scopes=[]),
                name="a_token_may_do_something_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.token_key

    def may(self, scope: str) -> bool:
        return scope in self.scopes

    @property
    def words(self) -> list[str]:
        """What it may do, as its person reads it."""
        return [str(Scope(scope).label) for scope in Scope.values if self.may(scope)]
