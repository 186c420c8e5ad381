from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from escrow.models.policy import Policy


class PolicyTrial(models.Model):
    """Past orders under a draft: who would have gained and lost. It holds for that very draft alone.

    `recorded` is an uploaded file of orders; without one they are our own, paid from `since` until
    `until`. `seen_at` is when its worker last said that it lives.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for its turn")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Could not be run")

    draft = models.ForeignKey("PolicyDraft", on_delete=models.PROTECT, related_name="trials")
    sha256 = models.CharField(max_length=64)
    against = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    file_name = models.CharField(max_length=120, blank=True)
    recorded = models.BinaryField(blank=True, default=b"")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    orders = models.PositiveIntegerField(default=0)
    played = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("simulation of a policy")
        verbose_name_plural = _("simulations of policies")
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="policy_trials_to_run",
            ),
            models.Index(fields=["draft", "-asked_at"], name="trials_of_a_draft"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(ended_at__isnull=False, orders__gt=0),
                name="a_done_trial_has_played_orders",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("admin:escrow_policytrial_change", args=[self.pk])

    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)
