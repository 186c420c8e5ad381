"""While an emergency freeze runs, no hold of its seller waits to be released, or is."""

from django.db import migrations

FORTH = """
CREATE FUNCTION escrow_guard_emergency() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL
       OR to_jsonb(NEW) - '{confirmed_by_id,started_at,until,ended_at,ended_by_id,end_words}'::text[]
       <> to_jsonb(OLD) - '{confirmed_by_id,started_at,until,ended_at,ended_by_id,end_words}'::text[]
       OR OLD.started_at IS NOT NULL AND ROW(NEW.confirmed_by_id, NEW.started_at, NEW.until)
        IS DISTINCT FROM ROW(OLD.confirmed_by_id, OLD.started_at, OLD.until) THEN
        RAISE EXCEPTION 'an emergency freeze begins once and ends once'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'emergency_freeze_only_goes_on';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE UPDATE ON escrow_emergencyfreeze
    FOR EACH ROW EXECUTE FUNCTION escrow_guard_emergency();
CREATE TRIGGER never_deleted BEFORE DELETE ON escrow_emergencyfreeze
    FOR EACH ROW EXECUTE FUNCTION escrow_refuse_change();

CREATE FUNCTION escrow_check_emergency() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM escrow_emergencyfreeze e JOIN escrow_hold h ON h.seller_id = e.seller_id
               WHERE h.id = NEW.id AND e.started_at IS NOT NULL AND e.ended_at IS NULL
               AND h.state = ANY (TG_ARGV)) THEN
        RAISE EXCEPTION 'nothing is released to a seller under an emergency freeze'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'frozen_seller_gets_nothing';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER gives_nothing_to_a_frozen_seller
    AFTER INSERT OR UPDATE OF state ON escrow_hold
    FOR EACH ROW WHEN (NEW.state IN ('released', 'split'))
    EXECUTE FUNCTION escrow_check_emergency('released', 'split');
-- At commit, because a purchase is paid first and frozen after it in one transaction.
CREATE CONSTRAINT TRIGGER promises_nothing_to_a_frozen_seller
    AFTER INSERT OR UPDATE OF state ON escrow_hold DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state IN ('held', 'inspecting'))
    EXECUTE FUNCTION escrow_check_emergency('held', 'inspecting');
"""

BACK = """
DROP TRIGGER promises_nothing_to_a_frozen_seller ON escrow_hold;
DROP TRIGGER gives_nothing_to_a_frozen_seller ON escrow_hold;
DROP FUNCTION escrow_check_emergency();
DROP TRIGGER never_deleted ON escrow_emergencyfreeze;
DROP TRIGGER guarded ON escrow_emergencyfreeze;
DROP FUNCTION escrow_guard_emergency();
"""


class Migration(migrations.Migration):
    dependencies = [("escrow", "0130_money_desk")]
    operations = [migrations.RunSQL(FORTH, BACK)]
