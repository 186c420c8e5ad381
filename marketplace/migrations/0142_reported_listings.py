"""Listings can be reported, and taken down by staff; the database keeps them down."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


STAYS_DOWN = """
CREATE FUNCTION marketplace_stays_down() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.state = 'frozen') <> EXISTS (
        SELECT 1 FROM marketplace_listingfreeze WHERE listing_id = NEW.id AND ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'a listing is down exactly while a freeze of it is open'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_frozen_listing_stays_down';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_down BEFORE UPDATE OF state ON marketplace_listing
    FOR EACH ROW EXECUTE FUNCTION marketplace_stays_down();
"""
MAY_RISE = """
DROP TRIGGER stays_down ON marketplace_listing;
DROP FUNCTION marketplace_stays_down();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0141_shelves_have_parts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="listing",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("active", "For sale"),
                    ("paused", "Paused"),
                    ("frozen", "Taken down by us"),
                ],
                default="active",
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="ListingFreeze",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("counterfeit", "It is a fake, or says it is something else"),
                            ("forbidden", "It may not be sold at all"),
                            ("unsafe", "It is dangerous"),
                            ("stolen_words", "Its photos or words are somebody else's"),
                            ("misleading", "It hides or twists something that matters"),
                            ("outside", "The seller wants to be paid outside of Holdfast"),
                            ("offensive", "It insults or threatens people"),
                            ("other", "Something else"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "state_before",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("active", "For sale"),
                            ("paused", "Paused"),
                            ("frozen", "Taken down by us"),
                        ],
                        max_length=12,
                    ),
                ),
                ("appeal", models.TextField(blank=True, max_length=4000)),
                ("appealed_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, max_length=2000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="freezes",
                        to="marketplace.listing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("listing",),
                        name="a_listing_is_frozen_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("appeal", ""), ("appealed_at", None)),
                            models.Q(
                                models.Q(("appeal", ""), _negated=True),
                                ("appealed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_appeal_has_words_and_an_hour",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_freeze_ends_with_an_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListingReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("visitor", models.CharField(blank=True, max_length=64)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("counterfeit", "It is a fake, or says it is something else"),
                            ("forbidden", "It may not be sold at all"),
                            ("unsafe", "It is dangerous"),
                            ("stolen_words", "Its photos or words are somebody else's"),
                            ("misleading", "It hides or twists something that matters"),
                            ("outside", "The seller wants to be paid outside of Holdfast"),
                            ("offensive", "It insults or threatens people"),
                            ("other", "Something else"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("frozen", "We took it down"),
                            ("kept", "We looked, and it stays"),
                        ],
                        max_length=8,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="marketplace.listing",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "permissions": [
                    ("settle_listing_reports", "May take listings down and put them back")
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at", None)),
                        fields=["at"],
                        name="report_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("by__isnull", False), ("settled_at", None)),
                        fields=("listing", "by"),
                        name="a_member_has_one_open_report_of_a_listing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("by", None), ("settled_at", None)),
                        fields=("listing", "visitor"),
                        name="a_guest_has_one_open_report_of_a_listing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("settled_at", None), ("settled_by", None)),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("settled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_report_waits_or_has_an_outcome",
                    ),
                ],
            },
        ),
        migrations.RunSQL(STAYS_DOWN, MAY_RISE),
    ]
