from django.db import models


class ReportDay(models.Model):
    """A day of a provider's report was compared with our books; the last time counts."""

    gateway = models.CharField(max_length=24)
    day = models.DateField()
    compared_at = models.DateTimeField()
    lines = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "day"], name="a_day_of_a_report_is_kept_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.day}"
