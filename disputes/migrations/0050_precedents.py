"""How cases ended, without whose they were; added to and never changed."""

import django.db.models.deletion
from django.db import migrations, models

BACK = """
DROP TRIGGER never_changed ON disputes_precedent;
DROP TRIGGER never_emptied ON disputes_precedent;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0042_what_counts_stays"),
        ("escrow", "0002_append_only"),
        ("marketplace", "0005_claim_clocks_only_lengthen"),
    ]
    operations = [
        migrations.CreateModel(
            name="Precedent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=20)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="marketplace.category",
                    ),
                ),
                ("band", models.PositiveSmallIntegerField()),
                (
                    "ending",
                    models.CharField(
                        choices=[
                            ("all", "all the money back"),
                            ("part", "part of the money back"),
                            ("return", "sent back, then the money"),
                            ("replacement", "sent again"),
                            ("nothing", "nothing back"),
                        ],
                        max_length=12,
                    ),
                ),
                ("share_bps", models.PositiveIntegerField()),
                ("month", models.DateField()),
                ("case_mark", models.CharField(max_length=32)),
                ("buyer_mark", models.CharField(max_length=32)),
                ("seller_mark", models.CharField(max_length=32)),
            ],
        ),
        migrations.AddIndex(
            model_name="precedent",
            index=models.Index(fields=["reason", "-id"], name="precedents_of_a_reason"),
        ),
        migrations.AddConstraint(
            model_name="precedent",
            constraint=models.CheckConstraint(
                condition=models.Q(("share_bps__gte", 0), ("share_bps__lte", 10000)),
                name="precedent_is_at_most_the_claim",
            ),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(
                condition=models.Q(("standing__isnull", False), ("state", "resolved")),
                fields=["reason", "-ended_at"],
                name="decided_cases_of_a_reason",
            ),
        ),
        migrations.RunSQL("SELECT escrow_append_only('disputes_precedent')", BACK),
    ]
