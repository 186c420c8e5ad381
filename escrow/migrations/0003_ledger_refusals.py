"""What the database refuses of the ledger, whoever asks."""

from django.db import migrations

# kind, natural side, floor: compared with escrow/chart.py by a test.
CHART = """
CREATE TABLE escrow_accountkind (kind varchar(24) PRIMARY KEY, sign smallint, floored boolean);
INSERT INTO escrow_accountkind VALUES
    ('psp_clearing', 1, false), ('bank', 1, false), ('seller_receivable', 1, true),
    ('unapplied', -1, false), ('escrow', -1, true), ('seller_payable', -1, true),
    ('seller_reserve', -1, true), ('buyer_balance', -1, true), ('refund_in_transit', -1, false),
    ('payout_in_transit', -1, false), ('tax_payable', -1, false), ('plus_due', -1, false),
    ('guarantee_fund', -1, true), ('commission', -1, false), ('psp_fees', 1, false),
    ('chargeback_loss', 1, false), ('goodwill', 1, false), ('chargeback_suspense', 1, false),
    ('fund_advances', -1, false);
"""

# An account opens empty, on the side its kind has; afterwards only postings move its balance.
ACCOUNTS = """
CREATE FUNCTION escrow_open_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT sign, floored, 0 INTO STRICT NEW.sign, NEW.floored, NEW.balance_minor
        FROM escrow_accountkind WHERE kind = NEW.kind;
    RETURN NEW;
END $$;
CREATE TRIGGER opens_empty BEFORE INSERT ON escrow_account
    FOR EACH ROW EXECUTE FUNCTION escrow_open_account();

CREATE FUNCTION escrow_guard_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'an account is moved by postings only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'account_is_moved_by_postings_only';
END $$;
CREATE TRIGGER moved_by_postings_only BEFORE UPDATE OR DELETE ON escrow_account
    FOR EACH ROW EXECUTE FUNCTION escrow_guard_account();
"""

# All postings of an entry come in one statement and balance in it, so there is no moment at
# which a wrong entry exists, and nothing can be added to an entry later.
POSTINGS = """
CREATE FUNCTION escrow_check_postings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM added GROUP BY entry_id, currency HAVING sum(amount_minor) <> 0) THEN
        RAISE EXCEPTION 'postings of an entry do not sum to zero'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_is_balanced';
    END IF;
    IF EXISTS (
        SELECT 1 FROM (SELECT entry_id, at, count(*) AS n FROM added GROUP BY entry_id, at) a
        LEFT JOIN escrow_journalentry e ON e.id = a.entry_id AND e.at = a.at
        WHERE e.id IS NULL OR a.n <> (
            SELECT count(*) FROM escrow_posting p WHERE p.entry_id = a.entry_id AND p.at = a.at)
    ) THEN
        RAISE EXCEPTION 'nothing is added to a written entry'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_is_complete';
    END IF;
    IF EXISTS (
        SELECT 1 FROM added p LEFT JOIN escrow_account a
            ON a.id = p.account_id AND a.currency = p.currency WHERE a.id IS NULL
    ) THEN
        RAISE EXCEPTION 'a posting is in its account''s currency'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_has_its_accounts_currency';
    END IF;
    PERFORM 1 FROM escrow_account WHERE floored AND id IN (SELECT account_id FROM added)
        ORDER BY id FOR NO KEY UPDATE;
    UPDATE escrow_account a SET balance_minor = a.balance_minor + moved.minor * a.sign
        FROM (SELECT account_id, sum(amount_minor) AS minor FROM added GROUP BY account_id) moved
        WHERE a.id = moved.account_id AND a.floored AND moved.minor <> 0;
    RETURN NULL;
END $$;
CREATE TRIGGER balanced AFTER INSERT ON escrow_posting REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION escrow_check_postings();

CREATE FUNCTION escrow_check_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT count(*) FROM escrow_posting WHERE entry_id = NEW.id AND at = NEW.at) < 2 THEN
        RAISE EXCEPTION 'entry % has fewer than two postings', NEW.key
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_has_two_sides';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_two_sides AFTER INSERT ON escrow_journalentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION escrow_check_entry();
"""

BACK = """
DROP TRIGGER balanced ON escrow_posting;
DROP TRIGGER has_two_sides ON escrow_journalentry;
DROP TRIGGER opens_empty ON escrow_account;
DROP TRIGGER moved_by_postings_only ON escrow_account;
DROP FUNCTION escrow_check_postings();
DROP FUNCTION escrow_check_entry();
DROP FUNCTION escrow_open_account();
DROP FUNCTION escrow_guard_account();
DROP TABLE escrow_accountkind;
"""


class Migration(migrations.Migration):
    dependencies = [("escrow", "0002_append_only")]
    operations = [migrations.RunSQL(CHART + ACCOUNTS + POSTINGS, BACK)]
