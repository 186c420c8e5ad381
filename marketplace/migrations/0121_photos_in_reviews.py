"""Photos in reviews."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0120_which_emails_are_wanted"),
        ("sellers", "0013_paypal_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="RatingPhoto",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "Checking"),
                            ("ready", "Ready"),
                            ("refused", "Refused"),
                        ],
                        default="checking",
                        max_length=50,
                    ),
                ),
                ("format", models.CharField(max_length=4)),
                ("name", models.CharField(blank=True, max_length=100)),
                ("original", models.CharField(blank=True, max_length=200)),
                ("full", models.ImageField(blank=True, upload_to="reviews")),
                ("card", models.ImageField(blank=True, upload_to="reviews")),
                ("thumb", models.ImageField(blank=True, upload_to="reviews")),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("refusal", models.CharField(blank=True, max_length=20)),
                ("created_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="sellers.rating",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "checking")),
                        fields=["created_at"],
                        name="review_photos_to_check",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rating", "position"), name="a_photo_has_its_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__lt", 6)),
                        name="at_most_six_photos_in_a_review",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("full", ""),
                                ("refusal", ""),
                                ("state", "checking"),
                                models.Q(("original", ""), _negated=True),
                            ),
                            models.Q(
                                ("original", ""),
                                ("refusal", ""),
                                ("state", "ready"),
                                models.Q(("full", ""), _negated=True),
                            ),
                            models.Q(
                                ("full", ""),
                                ("original", ""),
                                ("state", "refused"),
                                models.Q(("refusal", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_review_photo_has_the_files_of_its_state",
                    ),
                ],
            },
        ),
    ]
