from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

MOST_VIEWS = 12


class SavedView(models.Model):
    """What somebody often looks for in the queue, under a name; shared, the others see it too."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="case_views"
    )
    name = models.CharField(max_length=40)
    asked = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint("by", Lower("name"), name="a_view_has_a_name_of_its_own"),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
