from django.db import models

from sellers.models import Seller

MOST = 50


class CannedReply(models.Model):
    """What a seller answers often, ready to be put in a message. Each stands in one of fifty places."""

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="canned_replies")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=2000)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["seller", "place"], name="one_reply_in_a_place"),
            models.CheckConstraint(
                condition=models.Q(place__gte=1, place__lte=MOST),
                name="a_seller_keeps_at_most_fifty_replies",
            ),
        ]

    def __str__(self) -> str:
        return self.title
