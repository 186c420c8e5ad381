from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.models.user import User


class Newsletter(models.Model):
    """News from us, sent once to those who asked for it."""

    title = models.CharField(_("title"), max_length=120, unique=True)
    text = models.TextField(_("text"), max_length=4000)
    path = models.CharField(_("where it leads"), max_length=200, default="/")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(path__startswith="/") & ~models.Q(path__startswith="//"),
                name="news_lead_to_a_page_of_ours",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.path
