"""On a listing stands only what its buyer allowed, asked about that listing; and reports stay."""

from django.db import migrations

THERE = """
CREATE FUNCTION marketplace_guard_question() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (OLD.removed_at IS NOT NULL OR
        (NEW.listing_id, NEW.message_id, NEW.answer, NEW.published_at)
        IS DISTINCT FROM (OLD.listing_id, OLD.message_id, OLD.answer, OLD.published_at)))
    THEN
        RAISE EXCEPTION 'a published question is taken down and not changed: % refused', TG_OP
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_published_question_stays';
    END IF;
    IF TG_OP = 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM marketplace_message m JOIN marketplace_conversation c ON c.id = m.conversation_id
        WHERE m.id = NEW.message_id AND m.may_be_public AND m.forgotten_at IS NULL
        AND m.by_id = c.buyer_id AND c.listing_id = NEW.listing_id)
    THEN
        RAISE EXCEPTION 'its buyer has not allowed to show this question here'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'only_what_was_allowed_is_public';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_what_was_allowed_is_public
    BEFORE INSERT OR UPDATE OR DELETE ON marketplace_listingquestion
    FOR EACH ROW EXECUTE FUNCTION marketplace_guard_question();
SELECT escrow_append_only('marketplace_messagereport');
"""
BACK = """
DROP TRIGGER never_changed ON marketplace_messagereport;
DROP TRIGGER never_emptied ON marketplace_messagereport;
DROP TRIGGER only_what_was_allowed_is_public ON marketplace_listingquestion;
DROP FUNCTION marketplace_guard_question();
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0162_public_questions")]
    operations = [migrations.RunSQL(THERE, BACK)]
