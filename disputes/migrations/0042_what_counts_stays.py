"""What happened, why it ended, what staff set and what the buyer said of it are never changed.

And nobody answers an appeal against what they set or decided themselves.
"""

from django.db import migrations

THERE = """
SELECT escrow_append_only('disputes_mark');
SELECT escrow_append_only('disputes_markend');

CREATE FUNCTION disputes_guard_restriction() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND (TG_OP = 'DELETE'
        OR (NEW.buyer_id, NEW.code, NEW.words, NEW.mark_ids, NEW.by_id, NEW.at, NEW.until,
            NEW.needs_second)
            IS DISTINCT FROM
            (OLD.buyer_id, OLD.code, OLD.words, OLD.mark_ids, OLD.by_id, OLD.at, OLD.until,
            OLD.needs_second)
        OR (OLD.second_by_id IS NOT NULL AND NEW.second_by_id IS DISTINCT FROM OLD.second_by_id))
    THEN
        RAISE EXCEPTION 'a restriction stays as it was set: % refused', TG_OP
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_restriction_stays_as_it_was_set';
    END IF;
    IF NEW.buyer_id IN (NEW.by_id, NEW.second_by_id) THEN
        RAISE EXCEPTION 'nobody restricts themselves'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_restricts_themselves';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_as_it_was_set BEFORE INSERT OR UPDATE OR DELETE ON disputes_restriction
    FOR EACH ROW EXECUTE FUNCTION disputes_guard_restriction();

CREATE FUNCTION disputes_guard_standing_appeal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    had_a_part boolean;
BEGIN
    IF TG_OP <> 'INSERT' AND (TG_OP = 'DELETE' OR OLD.state <> 'open'
        OR (NEW.mark_id, NEW.restriction_id, NEW.by_id, NEW.words, NEW.at)
            IS DISTINCT FROM (OLD.mark_id, OLD.restriction_id, OLD.by_id, OLD.words, OLD.at))
    THEN
        RAISE EXCEPTION 'an appeal stays as it was made and answered: % refused', TG_OP
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_appeal_stays_as_it_was_made';
    END IF;
    IF NEW.by_id IS DISTINCT FROM coalesce(
        (SELECT buyer_id FROM disputes_mark WHERE id = NEW.mark_id),
        (SELECT buyer_id FROM disputes_restriction WHERE id = NEW.restriction_id))
    THEN
        RAISE EXCEPTION 'only whose standing it is appeals'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'only_whose_standing_it_is_appeals';
    END IF;
    SELECT NEW.answered_by_id = NEW.by_id
        OR EXISTS (SELECT 1 FROM disputes_restriction r WHERE r.id = NEW.restriction_id
            AND NEW.answered_by_id IN (r.by_id, r.second_by_id))
        OR EXISTS (SELECT 1 FROM disputes_mark m
            JOIN disputes_decision d ON d.id = m.decision_id
            LEFT JOIN disputes_approval a ON a.decision_id = d.id
            WHERE m.id = NEW.mark_id AND NEW.answered_by_id IN (d.by_id, a.by_id))
        INTO had_a_part;
    IF had_a_part THEN
        RAISE EXCEPTION 'somebody else answers an appeal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'somebody_else_answers_an_appeal';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_as_it_was_made BEFORE INSERT OR UPDATE OR DELETE ON disputes_standingappeal
    FOR EACH ROW EXECUTE FUNCTION disputes_guard_standing_appeal();
"""
BACK = """
DROP TRIGGER stays_as_it_was_made ON disputes_standingappeal;
DROP FUNCTION disputes_guard_standing_appeal();
DROP TRIGGER stays_as_it_was_set ON disputes_restriction;
DROP FUNCTION disputes_guard_restriction();
DROP TRIGGER never_changed ON disputes_markend;
DROP TRIGGER never_emptied ON disputes_markend;
DROP TRIGGER never_changed ON disputes_mark;
DROP TRIGGER never_emptied ON disputes_mark;
"""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0041_edges_of_standing")]
    operations = [migrations.RunSQL(THERE, BACK)]
