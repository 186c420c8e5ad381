from django.db import models


class WebhookEvent(models.Model):
    """Something happened that a shop's program may want to know: a copy of the audit trail's row.

    The database itself writes it, in the transaction of what happened, and it goes as soon as there
    is a delivery for everybody who wants one.
    """

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["at"], name="webhook_events_oldest")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type} {self.subject_id}"
