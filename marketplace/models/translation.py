from django.db import models


class Translation(models.Model):
    """What an engine made of something that somebody wrote; wanted first, and done by a worker.

    The original is kept only as long as the engine has to be asked.
    """

    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=10)
    target = models.CharField(max_length=10)
    original = models.TextField(blank=True)
    text = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, db_index=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "source", "target"],
                name="a_text_is_translated_once_into_a_language",
            ),
            models.CheckConstraint(
                condition=models.Q(due_at=None, original="")
                | models.Q(due_at__isnull=False, text=""),
                name="an_original_waits_or_is_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
