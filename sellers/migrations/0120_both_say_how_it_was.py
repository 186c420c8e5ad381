"""Sellers rate buyers too; seals that come off for both at once; answers, reports, hiding."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# What was to be revealed later is sealed, and its seal comes off by a deadline from now on.
SEALED = """
    INSERT INTO escrow_deadline
        (subject_type, subject_id, kind, due_at, state, attempts, last_error)
    SELECT 'order', order_id::text, 'reviews_over', revealed_at, 'pending', 0, ''
    FROM sellers_rating WHERE revealed_at > now();
    UPDATE sellers_rating SET revealed_at = NULL WHERE revealed_at > now();
"""
UNSEALED = """
    UPDATE sellers_rating r SET revealed_at = o.review_until
    FROM marketplace_order o WHERE o.id = r.order_id AND r.revealed_at IS NULL;
    DELETE FROM escrow_deadline WHERE kind = 'reviews_over' AND state = 'pending';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0120_which_emails_are_wanted"),
        ("escrow", "0120_notices_are_read_and_proven"),
        ("sellers", "0013_paypal_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BuyerRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stars",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000)),
                ("created_at", models.DateTimeField()),
                ("revealed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RatingReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("private", "It names somebody, an address or a number"),
                            ("rude", "It insults or threatens somebody"),
                            ("other_thing", "It is about something else"),
                            ("bought", "It was paid for, or somebody was pressed to write it"),
                            ("unlawful", "It breaks the law"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("hidden", "Hidden"), ("stays", "It stays")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AlterModelOptions(
            name="rating",
            options={"permissions": [("moderate_rating", "May hide reviews")]},
        ),
        migrations.RemoveIndex(
            model_name="rating",
            name="ratings_of_a_seller",
        ),
        migrations.RenameField("rating", "reveal_at", "revealed_at"),
        migrations.AlterField("rating", "revealed_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(SEALED, UNSEALED),
        migrations.AddField(
            model_name="rating",
            name="hidden_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="rating",
            name="hidden_because",
            field=models.TextField(blank=True, default="", max_length=500),
        ),
        migrations.AddField(
            model_name="rating",
            name="hidden_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rating",
            name="replied_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="rating",
            name="reply",
            field=models.TextField(blank=True, default="", max_length=1000),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(
                condition=models.Q(("hidden_at", None), ("revealed_at__isnull", False)),
                fields=["seller", "-created_at", "-id"],
                name="reviews_of_a_seller",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replied_at", None), ("reply", "")),
                    models.Q(
                        models.Q(("reply", ""), _negated=True),
                        ("replied_at__gte", models.F("revealed_at")),
                        ("revealed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_reply_comes_after_the_reveal",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hidden_at", None), ("hidden_because", ""), ("hidden_by", None)),
                    models.Q(
                        ("hidden_at__isnull", False),
                        ("hidden_by__isnull", False),
                        models.Q(("hidden_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_review_is_hidden_by_somebody_for_a_reason",
            ),
        ),
        migrations.AddField(
            model_name="buyerrating",
            name="buyer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings_got",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="buyerrating",
            name="order",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="buyer_rating",
                to="marketplace.order",
            ),
        ),
        migrations.AddField(
            model_name="buyerrating",
            name="seller",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings_given",
                to="sellers.seller",
            ),
        ),
        migrations.AddField(
            model_name="ratingreport",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ratingreport",
            name="rating",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="sellers.rating",
            ),
        ),
        migrations.AddField(
            model_name="ratingreport",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="buyerrating",
            index=models.Index(
                condition=models.Q(("revealed_at__isnull", False)),
                fields=["buyer"],
                name="what_shops_say_of_a_buyer",
            ),
        ),
        migrations.AddConstraint(
            model_name="buyerrating",
            constraint=models.CheckConstraint(
                condition=models.Q(("stars__range", (1, 5))), name="buyer_stars_are_one_to_five"
            ),
        ),
        migrations.AddIndex(
            model_name="ratingreport",
            index=models.Index(
                condition=models.Q(("outcome", "")), fields=["created_at"], name="reports_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="ratingreport",
            constraint=models.UniqueConstraint(
                fields=("rating", "by"), name="one_report_per_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="ratingreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", ""), ("settled_at", None), ("settled_by", None)),
                    models.Q(
                        models.Q(("outcome", ""), _negated=True),
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_report_is_settled_by_somebody",
            ),
        ),
    ]
