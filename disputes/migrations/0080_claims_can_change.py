"""A claim can change a few times; a line leaves a sent case only once the timeline has kept it."""

from django.db import migrations, models

THERE = """
CREATE OR REPLACE FUNCTION disputes_guard_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT state FROM disputes_dispute WHERE id = OLD.dispute_id) <> 'draft'
        AND NOT EXISTS (
            SELECT 1 FROM disputes_statement s WHERE s.dispute_id = OLD.dispute_id
            AND s.kind = 'changed' AND (s.detail->>'change')::int > OLD.version
        )
    THEN
        RAISE EXCEPTION 'line % is part of a case that was sent', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sent_claims_keep_their_lines';
    END IF;
    RETURN OLD;
END $$;
INSERT INTO escrow_stateedge VALUES
    ('disputes_dispute', 'escalated', 'awaiting_seller'),
    ('disputes_dispute', 'negotiating', 'awaiting_seller'),
    ('disputes_dispute', 'under_review', 'awaiting_seller');
"""
BACK = """
CREATE OR REPLACE FUNCTION disputes_guard_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT state FROM disputes_dispute WHERE id = OLD.dispute_id) <> 'draft' THEN
        RAISE EXCEPTION 'line % is part of a case that was sent', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sent_claims_keep_their_lines';
    END IF;
    RETURN OLD;
END $$;
DELETE FROM escrow_stateedge WHERE (machine, source, target) IN (
    ('disputes_dispute', 'escalated', 'awaiting_seller'),
    ('disputes_dispute', 'negotiating', 'awaiting_seller'),
    ('disputes_dispute', 'under_review', 'awaiting_seller')
);
"""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0071_what_is_said_stays")]
    operations = [
        migrations.AddField("dispute", "changes", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("disputeline", "version", models.PositiveSmallIntegerField(default=0)),
        migrations.AddConstraint(
            "dispute",
            models.CheckConstraint(
                condition=models.Q(("changes__lte", 3)), name="claim_changes_a_few_times"
            ),
        ),
        migrations.RunSQL(THERE, BACK),
    ]
