from django.db import models


class ShelfMean(models.Model):
    """How many stars are usual on a shelf, or (without one) everywhere: counted once a night."""

    shelf = models.OneToOneField(
        "marketplace.Category", null=True, on_delete=models.PROTECT, related_name="+"
    )
    hundredths = models.PositiveSmallIntegerField()
    ratings = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hundredths__range=(100, 500)),
                name="a_mean_is_of_one_to_five_stars",
            ),
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(shelf=None), name="one_mean_of_everything"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shelf or 'everything'}: {self.hundredths / 100}"
