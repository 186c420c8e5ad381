"""Saved views of the queue; decisions that are made twice; indexes for the figures."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


THERE = """
CREATE FUNCTION disputes_guard_blind() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.at IS NOT NULL
        OR (NEW.decision_id, NEW.drawn_at) IS DISTINCT FROM (OLD.decision_id, OLD.drawn_at)
    THEN
        RAISE EXCEPTION 'a blind reading is answered once: % refused', TG_OP
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_blind_reading_is_answered_once';
    END IF;
    IF NEW.by_id IN (SELECT by_id FROM disputes_decision WHERE id = NEW.decision_id
        UNION SELECT by_id FROM disputes_approval WHERE decision_id = NEW.decision_id)
    THEN
        RAISE EXCEPTION 'somebody else reads blind'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'somebody_else_reads_blind';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_answered_once BEFORE UPDATE OR DELETE ON disputes_blindreading
    FOR EACH ROW EXECUTE FUNCTION disputes_guard_blind();
"""
BACK = """
DROP TRIGGER is_answered_once ON disputes_blindreading;
DROP FUNCTION disputes_guard_blind();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0104_decided_alone"),
        ("marketplace", "0200_facts_know_buyer_and_shelf"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BlindReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("drawn_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("release", "The seller keeps the money"),
                            ("refund", "The buyer gets the claim back"),
                            ("split", "Each gets a part"),
                        ],
                        max_length=12,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("refund_minor", models.BigIntegerField(null=True)),
                ("reasons", models.TextField(blank=True)),
                ("agrees", models.BooleanField(null=True)),
                ("at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["drawn_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("asked", models.JSONField(default=dict)),
                ("shared", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["at"], name="decisions_by_day"),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(
                condition=models.Q(("touched_at__isnull", False)),
                fields=["touched_at"],
                name="cases_by_first_touch",
            ),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(
                condition=models.Q(("state", "resolved")),
                fields=["ended_at"],
                name="resolved_cases_by_end",
            ),
        ),
        migrations.AddField(
            model_name="blindreading",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="blindreading",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="blind",
                to="disputes.decision",
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="case_views",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="blindreading",
            index=models.Index(
                condition=models.Q(("at", None)), fields=["drawn_at"], name="to_be_read_blind"
            ),
        ),
        migrations.AddIndex(
            model_name="blindreading",
            index=models.Index(fields=["at"], name="blind_readings_by_day"),
        ),
        migrations.AddConstraint(
            model_name="blindreading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("agrees", None),
                        ("at", None),
                        ("by", None),
                        ("outcome", ""),
                        ("reasons", ""),
                        ("refund_minor", None),
                    ),
                    models.Q(
                        ("agrees__isnull", False),
                        ("at__isnull", False),
                        ("by__isnull", False),
                        ("refund_minor__gte", 0),
                        models.Q(("outcome", ""), _negated=True),
                        models.Q(("reasons", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_blind_reading_is_whole_or_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                models.F("by"),
                django.db.models.functions.text.Lower("name"),
                name="a_view_has_a_name_of_its_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="a_view_has_a_name"
            ),
        ),
        migrations.RunSQL(THERE, BACK),
    ]
