"""What the database refuses of holds and freezes, whoever asks."""

from django.db import migrations

# A machine's edges are rows; the trigger `follows_its_edges` reads them by the table's name.
EDGES = """
CREATE TABLE escrow_stateedge (
    machine varchar(60), source varchar(30), target varchar(30),
    PRIMARY KEY (machine, source, target)
);
CREATE FUNCTION escrow_check_edge() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    came_from text := CASE WHEN TG_OP = 'INSERT' THEN '' ELSE OLD.state END;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.state = OLD.state THEN RETURN NEW; END IF;
    PERFORM 1 FROM escrow_stateedge e
        WHERE e.machine = TG_TABLE_NAME AND e.source = came_from
        AND e.target = NEW.state;
    IF NOT FOUND THEN
        RAISE EXCEPTION '%: no way from "%" to "%"', TG_TABLE_NAME, came_from, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_follows_its_edges';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION escrow_follow_edges(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER follows_its_edges BEFORE INSERT OR UPDATE OF state ON %s
                    FOR EACH ROW EXECUTE FUNCTION escrow_check_edge()', target);
END $$;
"""

HOLDS = """
CREATE FUNCTION escrow_guard_hold() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state IN ('voided', 'released', 'refunded', 'split', 'charged_back')
       AND to_jsonb(NEW) - 'recovered_minor' <> to_jsonb(OLD) - 'recovered_minor' THEN
        RAISE EXCEPTION 'hold % is settled and never changes again', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settled_hold_never_changes';
    END IF;
    IF OLD.state <> 'pending' AND ROW(NEW.currency, NEW.captured_minor, NEW.buyer_id, NEW.seller_id,
            NEW.goods_minor, NEW.shipping_minor, NEW.tax_minor, NEW.plus_minor)
        IS DISTINCT FROM ROW(OLD.currency, OLD.captured_minor, OLD.buyer_id, OLD.seller_id,
            OLD.goods_minor, OLD.shipping_minor, OLD.tax_minor, OLD.plus_minor)
       OR NEW.released_minor < OLD.released_minor OR NEW.refunded_minor < OLD.refunded_minor
       OR NEW.charged_back_minor < OLD.charged_back_minor
       OR NEW.recovered_minor < OLD.recovered_minor THEN
        RAISE EXCEPTION 'hold % only ever gives more', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_amounts_only_grow';
    END IF;
    IF OLD.state = 'frozen' AND NEW.state <> 'frozen' AND EXISTS (
        SELECT 1 FROM escrow_freeze WHERE hold_id = OLD.id AND ended_at IS NULL) THEN
        RAISE EXCEPTION 'hold % is under an open freeze', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'frozen_hold_stands_still';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE UPDATE ON escrow_hold
    FOR EACH ROW EXECUTE FUNCTION escrow_guard_hold();
CREATE TRIGGER never_deleted BEFORE DELETE ON escrow_hold
    FOR EACH ROW EXECUTE FUNCTION escrow_refuse_change();

CREATE FUNCTION escrow_check_hold_books(hold_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held bigint;
    booked bigint;
BEGIN
    SELECT captured_minor - released_minor - refunded_minor - charged_back_minor
        INTO held FROM escrow_hold WHERE id = hold_id;
    SELECT coalesce(sum(balance_minor), 0) INTO booked FROM escrow_account
        WHERE kind = 'escrow' AND owner = 'hold:' || hold_id;
    IF held IS DISTINCT FROM booked THEN
        RAISE EXCEPTION 'hold % says %, its escrow account %', hold_id, held, booked
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_agrees_with_its_account';
    END IF;
END $$;

CREATE FUNCTION escrow_hold_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM escrow_check_hold_books(NEW.id); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER agrees_with_its_account
    AFTER INSERT OR UPDATE OF captured_minor, released_minor, refunded_minor, charged_back_minor
    ON escrow_hold DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION escrow_hold_agrees();

CREATE FUNCTION escrow_account_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM escrow_check_hold_books(substr(NEW.owner, 6)::uuid); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER agrees_with_its_hold AFTER UPDATE OF balance_minor ON escrow_account
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'escrow')
    EXECUTE FUNCTION escrow_account_agrees();
"""

# A freeze takes its hold's lock first, and at commit an open freeze means a frozen hold.
FREEZES = """
CREATE FUNCTION escrow_guard_freeze() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM 1 FROM escrow_hold WHERE id = NEW.hold_id FOR NO KEY UPDATE;
        RETURN NEW;
    END IF;
    IF OLD.ended_at IS NOT NULL
       OR to_jsonb(NEW) - 'ended_at' <> to_jsonb(OLD) - 'ended_at' THEN
        RAISE EXCEPTION 'a freeze only ever ends'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'freeze_only_ends';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON escrow_freeze
    FOR EACH ROW EXECUTE FUNCTION escrow_guard_freeze();
CREATE TRIGGER never_deleted BEFORE DELETE ON escrow_freeze
    FOR EACH ROW EXECUTE FUNCTION escrow_refuse_change();

CREATE FUNCTION escrow_check_freeze() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM escrow_freeze f JOIN escrow_hold h ON h.id = f.hold_id
               WHERE f.id = NEW.id AND f.ended_at IS NULL AND h.state <> 'frozen') THEN
        RAISE EXCEPTION 'an open freeze means a frozen hold'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'open_freeze_means_frozen_hold';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER means_frozen_hold AFTER INSERT ON escrow_freeze
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION escrow_check_freeze();
"""

BACK = """
DROP TRIGGER means_frozen_hold ON escrow_freeze;
DROP TRIGGER guarded ON escrow_freeze;
DROP TRIGGER never_deleted ON escrow_freeze;
DROP TRIGGER agrees_with_its_hold ON escrow_account;
DROP TRIGGER agrees_with_its_account ON escrow_hold;
DROP TRIGGER guarded ON escrow_hold;
DROP TRIGGER never_deleted ON escrow_hold;
DROP FUNCTION escrow_check_freeze();
DROP FUNCTION escrow_guard_freeze();
DROP FUNCTION escrow_account_agrees();
DROP FUNCTION escrow_hold_agrees();
DROP FUNCTION escrow_check_hold_books(uuid);
DROP FUNCTION escrow_guard_hold();
DROP FUNCTION escrow_follow_edges(regclass);
DROP FUNCTION escrow_check_edge() CASCADE;
DROP TABLE escrow_stateedge;
"""


class Migration(migrations.Migration):
    dependencies = [("escrow", "0003_ledger_refusals")]
    operations = [migrations.RunSQL(EDGES + HOLDS + FREEZES, BACK)]
