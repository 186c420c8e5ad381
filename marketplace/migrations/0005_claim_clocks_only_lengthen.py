"""A buyer's time to complain is never shortened, whoever writes (R6)."""

from django.db import migrations

THERE = """
CREATE FUNCTION marketplace_guard_claim_clock() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the claim clock of % % is never shortened', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_clock_only_lengthens';
END $$;
CREATE TRIGGER claim_clock_only_lengthens BEFORE UPDATE OF claim_until ON marketplace_orderline
    FOR EACH ROW WHEN (OLD.claim_until > NEW.claim_until
        OR OLD.claim_until IS NOT NULL AND NEW.claim_until IS NULL)
    EXECUTE FUNCTION marketplace_guard_claim_clock();
CREATE TRIGGER claim_clock_only_lengthens BEFORE UPDATE OF claim_until ON marketplace_order
    FOR EACH ROW WHEN (OLD.claim_until > NEW.claim_until
        OR OLD.claim_until IS NOT NULL AND NEW.claim_until IS NULL)
    EXECUTE FUNCTION marketplace_guard_claim_clock();
"""
BACK = """
DROP TRIGGER claim_clock_only_lengthens ON marketplace_orderline;
DROP TRIGGER claim_clock_only_lengthens ON marketplace_order;
DROP FUNCTION marketplace_guard_claim_clock();
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0004_tracking_is_append_only")]
    operations = [migrations.RunSQL(THERE, BACK)]
