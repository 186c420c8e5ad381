"""A second person's word and an appeal are never changed; only a draft's lines can be taken away."""

from django.db import migrations

THERE = """
SELECT escrow_append_only('disputes_approval');
SELECT escrow_append_only('disputes_appeal');
CREATE FUNCTION disputes_guard_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT state FROM disputes_dispute WHERE id = OLD.dispute_id) <> 'draft' THEN
        RAISE EXCEPTION 'line % is part of a case that was sent', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sent_claims_keep_their_lines';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER sent_claims_keep_their_lines BEFORE DELETE ON disputes_disputeline
    FOR EACH ROW EXECUTE FUNCTION disputes_guard_lines();
"""
BACK = """
DROP TRIGGER sent_claims_keep_their_lines ON disputes_disputeline;
DROP FUNCTION disputes_guard_lines();
DROP TRIGGER never_changed ON disputes_approval;
DROP TRIGGER never_emptied ON disputes_approval;
DROP TRIGGER never_changed ON disputes_appeal;
DROP TRIGGER never_emptied ON disputes_appeal;
"""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0007_edges_of_the_whole_case")]
    operations = [migrations.RunSQL(THERE, BACK)]
