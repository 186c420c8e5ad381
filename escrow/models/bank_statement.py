from django.conf import settings
from django.db import models


class BankStatement(models.Model):
    """A file from our bank that was imported: who brought it, and what was new in it."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    imported_at = models.DateTimeField(db_index=True)
    newest_day = models.DateField(null=True)
    line_count = models.PositiveIntegerField()
    new_count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name
