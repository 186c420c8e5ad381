from django.db import models

from marketplace.models.user import User


class IdempotencyKey(models.Model):
    """A client's promise that a repeated request is the same request, and what it was answered."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="idempotency_keys")
    key = models.CharField(max_length=80)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="an_idempotency_key_is_used_once"),
        ]

    def __str__(self) -> str:
        return self.key
