"""A decision is read by somebody else than its writer, by no party, and of an appeal by nobody of before.

What was written, agreed to and refused is never changed; a closeness only ends.
"""

from django.db import migrations

THERE = """
SELECT escrow_append_only('disputes_rejection');

CREATE FUNCTION disputes_is_party(person bigint, dispute uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM disputes_dispute c
        JOIN marketplace_order o ON o.id = c.order_id
        JOIN sellers_seller s ON s.id = o.seller_id
        WHERE c.id = dispute AND person IN (o.buyer_id, s.user_id))
$$;

CREATE FUNCTION disputes_guard_decision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF disputes_is_party(NEW.by_id, NEW.dispute_id) THEN
        RAISE EXCEPTION 'nobody decides their own case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_decides_their_own_case';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_decides_their_own_case BEFORE INSERT ON disputes_decision
    FOR EACH ROW EXECUTE FUNCTION disputes_guard_decision();

CREATE FUNCTION disputes_guard_second() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    read disputes_decision%ROWTYPE;
BEGIN
    SELECT * INTO read FROM disputes_decision WHERE id = NEW.decision_id;
    IF read.by_id = NEW.by_id OR disputes_is_party(NEW.by_id, read.dispute_id) THEN
        RAISE EXCEPTION 'somebody else reads a decision'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'somebody_else_reads_a_decision';
    END IF;
    IF EXISTS (SELECT 1 FROM disputes_approval WHERE decision_id = NEW.decision_id)
        OR EXISTS (SELECT 1 FROM disputes_rejection WHERE decision_id = NEW.decision_id)
    THEN
        RAISE EXCEPTION 'a decision is read once'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_decision_is_read_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER somebody_else_reads_it BEFORE INSERT ON disputes_approval
    FOR EACH ROW EXECUTE FUNCTION disputes_guard_second();
CREATE TRIGGER somebody_else_reads_it BEFORE INSERT ON disputes_rejection
    FOR EACH ROW EXECUTE FUNCTION disputes_guard_second();

CREATE FUNCTION disputes_guard_closeness() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
        OR (NEW.by_id, NEW.to_id, NEW.kind, NEW.at)
            IS DISTINCT FROM (OLD.by_id, OLD.to_id, OLD.kind, OLD.at)
    THEN
        RAISE EXCEPTION 'who was close stays written down: % refused', TG_OP
            USING ERRCODE = 'check_violation', CONSTRAINT = 'who_was_close_stays_written_down';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_written_down BEFORE UPDATE OR DELETE ON disputes_closeness
    FOR EACH ROW EXECUTE FUNCTION disputes_guard_closeness();
"""
BACK = """
DROP TRIGGER stays_written_down ON disputes_closeness;
DROP FUNCTION disputes_guard_closeness();
DROP TRIGGER somebody_else_reads_it ON disputes_rejection;
DROP TRIGGER somebody_else_reads_it ON disputes_approval;
DROP FUNCTION disputes_guard_second();
DROP TRIGGER nobody_decides_their_own_case ON disputes_decision;
DROP FUNCTION disputes_guard_decision();
DROP FUNCTION disputes_is_party(bigint, uuid);
DROP TRIGGER never_changed ON disputes_rejection;
DROP TRIGGER never_emptied ON disputes_rejection;
"""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0100_a_second_person_can_say_no")]
    operations = [migrations.RunSQL(THERE, BACK)]
