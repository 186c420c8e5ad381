"""A fact stays as it was written, but for whether it counts; so does the change of a level."""

from django.db import migrations

THERE = """
SELECT escrow_append_only('sellers_levelchange');

CREATE FUNCTION sellers_guard_fact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.seller_id, NEW.kind, NEW.reference, NEW.at, NEW.value, NEW.buyer_id,
        NEW.shelf_id) IS DISTINCT FROM (OLD.seller_id, OLD.kind, OLD.reference, OLD.at, OLD.value,
        OLD.buyer_id, OLD.shelf_id)
    THEN
        RAISE EXCEPTION 'a fact stays as it was written: % refused', TG_OP
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_fact_stays_as_it_was_written';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_as_it_was_written BEFORE UPDATE OR DELETE ON sellers_performancefact
    FOR EACH ROW EXECUTE FUNCTION sellers_guard_fact();
"""
BACK = """
DROP TRIGGER stays_as_it_was_written ON sellers_performancefact;
DROP FUNCTION sellers_guard_fact();
DROP TRIGGER never_changed ON sellers_levelchange;
DROP TRIGGER never_emptied ON sellers_levelchange;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sellers", "0170_how_sellers_are_rated"),
        ("marketplace", "0200_facts_know_buyer_and_shelf"),
        ("escrow", "0002_append_only"),
    ]
    operations = [migrations.RunSQL(THERE, BACK)]
