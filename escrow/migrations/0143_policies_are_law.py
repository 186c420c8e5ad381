"""What the database refuses of policies: a window out of its range, a range moved, a trial rewritten."""

from django.db import migrations

# A window's range is not the drafter's to choose: it is that of the policy before.
FORTH = """
CREATE FUNCTION escrow_check_policy() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wrong text;
    before jsonb;
BEGIN
    SELECT key INTO wrong FROM jsonb_each(NEW.body -> 'windows')
        WHERE ((value ->> 'value')::numeric BETWEEN (value -> 'allowed' ->> 0)::numeric
            AND (value -> 'allowed' ->> 1)::numeric) IS NOT TRUE LIMIT 1;
    IF wrong IS NOT NULL OR jsonb_typeof(NEW.body -> 'windows') IS DISTINCT FROM 'object' THEN
        RAISE EXCEPTION 'the window % is not within its range', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'windows_are_within_their_ranges';
    END IF;
    SELECT body INTO before FROM escrow_policy ORDER BY number DESC LIMIT 1;
    SELECT key INTO wrong FROM jsonb_each(before -> 'windows')
        WHERE (value -> 'allowed', value -> 'unit') IS DISTINCT FROM
            (NEW.body -> 'windows' -> key -> 'allowed', NEW.body -> 'windows' -> key -> 'unit') LIMIT 1;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'the range of the window % is not what it was', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ranges_stay_what_they_are';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER within_its_ranges BEFORE INSERT ON escrow_policy
    FOR EACH ROW EXECUTE FUNCTION escrow_check_policy();

CREATE FUNCTION escrow_keep_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% has ended and stays what it is', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_stays_when_it_has_ended';
END $$;
CREATE TRIGGER stays_when_ended BEFORE UPDATE ON escrow_policytrial
    FOR EACH ROW WHEN (OLD.state IN ('done', 'failed')) EXECUTE FUNCTION escrow_keep_ended();
CREATE TRIGGER stays_when_ended BEFORE UPDATE ON escrow_policydraft
    FOR EACH ROW WHEN (OLD.state IN ('published', 'discarded')) EXECUTE FUNCTION escrow_keep_ended();
"""
BACK = """
DROP TRIGGER stays_when_ended ON escrow_policydraft;
DROP TRIGGER stays_when_ended ON escrow_policytrial;
DROP FUNCTION escrow_keep_ended();
DROP TRIGGER within_its_ranges ON escrow_policy;
DROP FUNCTION escrow_check_policy();
"""


class Migration(migrations.Migration):
    dependencies = [("escrow", "0142_edges_of_policies")]
    operations = [migrations.RunSQL(FORTH, BACK)]
