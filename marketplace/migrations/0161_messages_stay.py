"""What was said stays as it was said, between the two of its order or listing.

Only a departure empties words, once, and only those that belong to no order.
"""

from django.db import migrations

THERE = """
CREATE FUNCTION marketplace_guard_message() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    talk marketplace_conversation;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT * INTO talk FROM marketplace_conversation WHERE id = NEW.conversation_id;
        IF NEW.by_id <> talk.buyer_id AND NOT EXISTS (SELECT 1 FROM sellers_seller
                WHERE id = talk.seller_id AND user_id = NEW.by_id) THEN
            RAISE EXCEPTION 'only the two speak in a conversation'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'only_the_two_speak';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL
        AND (NEW.id, NEW.conversation_id, NEW.by_id, NEW.token, NEW.at)
            IS NOT DISTINCT FROM (OLD.id, OLD.conversation_id, OLD.by_id, OLD.token, OLD.at)
        AND NOT EXISTS (SELECT 1 FROM marketplace_conversation
            WHERE id = OLD.conversation_id AND order_id IS NOT NULL)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was said stays: % refused', TG_OP
        USING ERRCODE = 'check_violation', CONSTRAINT = 'what_was_said_stays';
END $$;
CREATE TRIGGER what_was_said_stays BEFORE INSERT OR UPDATE OR DELETE ON marketplace_message
    FOR EACH ROW EXECUTE FUNCTION marketplace_guard_message();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON marketplace_message
    FOR EACH STATEMENT EXECUTE FUNCTION escrow_refuse_change();

CREATE FUNCTION marketplace_guard_conversation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND
        (NEW.key, NEW.buyer_id, NEW.seller_id, NEW.listing_id, NEW.order_id, NEW.began_at)
        IS DISTINCT FROM
        (OLD.key, OLD.buyer_id, OLD.seller_id, OLD.listing_id, OLD.order_id, OLD.began_at))
    THEN
        RAISE EXCEPTION 'a conversation keeps its two: % refused', TG_OP
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_conversation_keeps_its_two';
    END IF;
    IF EXISTS (SELECT 1 FROM sellers_seller WHERE id = NEW.seller_id AND user_id = NEW.buyer_id)
        OR (NEW.order_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM marketplace_order
            WHERE id = NEW.order_id AND buyer_id = NEW.buyer_id AND seller_id = NEW.seller_id))
        OR (NEW.listing_id IS NOT NULL AND TG_OP = 'INSERT' AND NOT EXISTS (
            SELECT 1 FROM marketplace_listing
            WHERE id = NEW.listing_id AND seller_id = NEW.seller_id))
    THEN
        RAISE EXCEPTION 'a conversation is between a buyer and the seller of what it is about'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_conversation_has_its_parties';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_conversation_has_its_parties
    BEFORE INSERT OR UPDATE OR DELETE ON marketplace_conversation
    FOR EACH ROW EXECUTE FUNCTION marketplace_guard_conversation();
"""
BACK = """
DROP TRIGGER a_conversation_has_its_parties ON marketplace_conversation;
DROP FUNCTION marketplace_guard_conversation();
DROP TRIGGER never_emptied ON marketplace_message;
DROP TRIGGER what_was_said_stays ON marketplace_message;
DROP FUNCTION marketplace_guard_message();
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0160_messages"), ("escrow", "0002_append_only")]
    operations = [migrations.RunSQL(THERE, BACK)]
