from django.conf import settings
from django.db import models

GROUPS = ["orders", "cases", "money", "reviews", "selling", "news"]


class NoticeChoice(models.Model):
    """Whether somebody wants e-mails of one group. No row: as it is for everybody at first."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices"
    )
    group = models.CharField(max_length=12)
    by_email = models.BooleanField()
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "group"], name="one_choice_per_group"),
            models.CheckConstraint(
                condition=models.Q(group__in=GROUPS), name="only_what_can_be_chosen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.by_email}"
