"""Prices can be shown in other currencies, roughly."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0142_reported_listings"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExchangeRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("day", models.DateField()),
                ("per_euro", models.DecimalField(decimal_places=6, max_digits=18)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("currency", "day"), name="one_rate_of_a_currency_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("per_euro__gt", 0)), name="a_rate_is_above_zero"
                    ),
                ],
            },
        ),
    ]
