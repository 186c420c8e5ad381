"""What was brought stays what it was, by whom and when; what was withdrawn stays withdrawn."""

from django.db import migrations

FORTH = """
CREATE FUNCTION disputes_evidence_stays_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (NEW.dispute_id, NEW.by_id, NEW.sha256, NEW.format, NEW.name, NEW.size, NEW.created_at)
            IS DISTINCT FROM
            (OLD.dispute_id, OLD.by_id, OLD.sha256, OLD.format, OLD.name, OLD.size, OLD.created_at)
        OR (NEW.original <> OLD.original AND NEW.state <> 'refused')
        OR (OLD.state <> 'checking' AND
            (NEW.original, NEW.pages, NEW.thumb, NEW.refusal, NEW.captured_at, NEW.phash)
            IS DISTINCT FROM
            (OLD.original, OLD.pages, OLD.thumb, OLD.refusal, OLD.captured_at, OLD.phash))
        OR (OLD.hidden_at IS NOT NULL AND
            (NEW.hidden_at, NEW.hidden_by_id) IS DISTINCT FROM (OLD.hidden_at, OLD.hidden_by_id))
    THEN
        RAISE EXCEPTION 'evidence stays sealed: % refused', TG_OP
            USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_stays_sealed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_sealed BEFORE UPDATE OR DELETE ON disputes_evidence
    FOR EACH ROW EXECUTE FUNCTION disputes_evidence_stays_sealed();
"""
BACK = """
DROP TRIGGER stays_sealed ON disputes_evidence;
DROP FUNCTION disputes_evidence_stays_sealed();
"""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0021_evidence_edges")]
    operations = [migrations.RunSQL(FORTH, BACK)]
