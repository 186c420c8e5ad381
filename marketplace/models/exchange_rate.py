from django.db import models


class ExchangeRate(models.Model):
    """What one euro was worth in a currency on a day. For orientation only: nothing is charged by it."""

    currency = models.CharField(max_length=3)
    day = models.DateField()
    per_euro = models.DecimalField(max_digits=18, decimal_places=6)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "day"], name="one_rate_of_a_currency_a_day"
            ),
            models.CheckConstraint(condition=models.Q(per_euro__gt=0), name="a_rate_is_above_zero"),
        ]

    def __str__(self) -> str:
        return f"1 EUR = {self.per_euro} {self.currency}, {self.day}"
