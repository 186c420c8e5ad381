"""Staff write down what the two say that they agree on; it binds nobody."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0105_views_and_blind_readings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="statement",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "opened the case"),
                    ("evidence", "added evidence"),
                    ("accepted", "accepted the claim"),
                    ("contested", "disagreed"),
                    ("silent", "did not answer in time"),
                    ("offered", "made an offer"),
                    ("agreed", "took the offer"),
                    ("declined", "did not take the offer"),
                    ("offer_back", "took the offer back"),
                    ("offer_over", "the offer ran out"),
                    ("undone", "undid the agreement"),
                    ("suggested", "wrote down what the two agree on"),
                    ("to_staff", "asked our staff to decide"),
                    ("changed", "changed the claim"),
                    ("asked", "asked for something"),
                    ("not_brought", "did not bring what was asked for"),
                    ("proposed", "proposed a decision"),
                    ("commented", "commented on the proposed decision"),
                    ("rethought", "thinks again"),
                    ("decided", "decided"),
                    ("appealed", "appealed"),
                    ("presumed", "decided by the published rule"),
                    ("done", "was done"),
                    ("withdrawn", "withdrew the claim"),
                    ("reopened", "opened it again"),
                    ("asleep", "did not go on"),
                    ("return_asked", "is to be sent back"),
                    ("return_kept", "need not be sent back"),
                    ("labelled", "said where to send it"),
                    ("posted", "posted it"),
                    ("returned", "came back to the seller"),
                    ("return_ok", "came back as it should"),
                    ("return_bad", "came back otherwise than it was sent"),
                    ("return_lost", "was lost on its way back"),
                    ("resend_asked", "is to be sent again"),
                    ("resent", "sent it again"),
                    ("resent_here", "came a second time"),
                    ("resent_ok", "is good now"),
                    ("resent_bad", "is not good either"),
                    ("not_resent", "did not come a second time"),
                    ("bank_decided", "the buyer's bank decided"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "remedy",
                    models.CharField(
                        choices=[
                            ("refund", "All my money back"),
                            ("partial", "Part of my money back"),
                            ("return", "I send it back and get my money"),
                            ("replacement", "A new one"),
                            ("missing_part", "What is missing"),
                        ],
                        max_length=12,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("words", models.TextField(max_length=4000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="disputes.dispute",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0)), name="suggestion_is_above_zero"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "SELECT escrow_append_only('disputes_suggestion')",
            "DROP TRIGGER never_changed ON disputes_suggestion;"
            "DROP TRIGGER never_emptied ON disputes_suggestion",
        ),
    ]
