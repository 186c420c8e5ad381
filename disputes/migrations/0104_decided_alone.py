"""One person runs the shop: what they decide alone cools for an hour, and is looked at later."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0103_notes_between_staff"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SoloStand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("proven_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("stands_at", models.DateTimeField()),
                ("stood_at", models.DateTimeField(null=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("review", models.TextField(blank=True, max_length=4000)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="solo",
                        to="disputes.decision",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("reviewed_at", None), ("stood_at__isnull", False)),
                        fields=["stood_at"],
                        name="to_be_read_later",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stands_at__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("at"),
                                    "+",
                                    models.Value(datetime.timedelta(seconds=3600)),
                                ),
                            )
                        ),
                        name="a_lonely_decision_cools_for_an_hour",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stood_at", None),
                            models.Q(
                                ("stood_at__gte", models.F("stands_at")), ("taken_back_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="it_stands_only_after_it_has_cooled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(
                                models.Q(("reviewed_by", models.F("by")), _negated=True),
                                models.Q(("review", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="somebody_else_reads_it_later",
                    ),
                ],
            },
        ),
    ]
