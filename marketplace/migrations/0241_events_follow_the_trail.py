"""What a shop's program may want to know is copied from the audit trail, in the same transaction.

Every deed writes its row there, whichever story or statement does it, so nothing is told that did not
happen and nothing that happened is forgotten. While no shop listens, nothing is copied.
"""

from django.db import migrations

FOLLOW = """
CREATE FUNCTION marketplace_copy_for_webhooks() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM marketplace_webhookendpoint WHERE ended_at IS NULL) THEN
        INSERT INTO marketplace_webhookevent (id, at, action, subject_type, subject_id, detail, tries)
        SELECT gen_random_uuid(), at, action, subject_type, subject_id, detail, 0 FROM written
        WHERE subject_type IN ('order', 'checkout', 'dispute', 'payout', 'conversation', 'listing')
        ORDER BY id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER copied_for_webhooks AFTER INSERT ON escrow_auditentry
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION marketplace_copy_for_webhooks();
"""
BACK = """
DROP TRIGGER copied_for_webhooks ON escrow_auditentry;
DROP FUNCTION marketplace_copy_for_webhooks();
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0240_webhooks"), ("escrow", "0140_audit_is_sealed")]
    operations = [migrations.RunSQL(FOLLOW, BACK)]
