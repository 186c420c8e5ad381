"""Nobody leaves while money or an order is open, and who has left buys and sells no more."""

from django.db import migrations

THERE = """
CREATE FUNCTION marketplace_guard_departure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    shop bigint;
BEGIN
    IF OLD.left_at IS NOT NULL THEN
        RAISE EXCEPTION 'who has left does not come back'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'who_has_left_does_not_come_back';
    END IF;
    SELECT id INTO shop FROM sellers_seller WHERE user_id = NEW.id;
    IF EXISTS (SELECT 1 FROM escrow_hold
            WHERE state IN ('pending', 'held', 'inspecting', 'frozen')
            AND (buyer_id = NEW.id OR seller_id = shop))
        OR EXISTS (SELECT 1 FROM marketplace_order
            WHERE state NOT IN ('expired', 'cancelled', 'completed')
            AND (buyer_id = NEW.id OR seller_id = shop))
        OR EXISTS (SELECT 1 FROM escrow_account
            WHERE floored AND balance_minor > 0
            AND owner IN ('user:' || NEW.id, 'seller:' || shop))
    THEN
        RAISE EXCEPTION 'nobody leaves while something is open'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_leaves_while_something_is_open';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_leaves_while_something_is_open BEFORE UPDATE OF left_at ON marketplace_user
    FOR EACH ROW WHEN (OLD.left_at IS DISTINCT FROM NEW.left_at)
    EXECUTE FUNCTION marketplace_guard_departure();

CREATE FUNCTION marketplace_guard_parties() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    there integer;
BEGIN
    -- The shared lock waits for whoever is leaving at this moment.
    SELECT count(*) INTO there FROM (
        SELECT id FROM marketplace_user u
        WHERE left_at IS NULL AND (id = NEW.buyer_id
            OR id = (SELECT user_id FROM sellers_seller WHERE id = NEW.seller_id))
        FOR SHARE OF u) present;
    IF there < 2 THEN
        RAISE EXCEPTION 'somebody of this order has left'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_who_has_left_buys_or_sells';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_who_has_left_buys_or_sells BEFORE INSERT ON marketplace_order
    FOR EACH ROW EXECUTE FUNCTION marketplace_guard_parties();
"""
BACK = """
DROP TRIGGER nobody_who_has_left_buys_or_sells ON marketplace_order;
DROP FUNCTION marketplace_guard_parties();
DROP TRIGGER nobody_leaves_while_something_is_open ON marketplace_user;
DROP FUNCTION marketplace_guard_departure();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0103_leaving"),
        ("escrow", "0068_the_statement_stays"),
        ("sellers", "0013_paypal_accounts"),
    ]
    operations = [migrations.RunSQL(THERE, BACK)]
