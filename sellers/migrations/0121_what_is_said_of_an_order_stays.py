"""Reviews are of completed orders only, by their parties, in time; and what was said stays."""

from django.db import migrations

FORTH = """
CREATE FUNCTION sellers_of_a_completed_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM marketplace_order o
        WHERE o.id = NEW.order_id AND o.state = 'completed' AND o.buyer_id = NEW.buyer_id
            AND o.seller_id = NEW.seller_id AND NEW.created_at <= o.review_until)
    THEN
        RAISE EXCEPTION 'only the parties of a completed order rate it, in time'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reviews_are_of_completed_orders';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION sellers_said_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said jsonb := to_jsonb(OLD) - '{revealed_at,reply,replied_at,hidden_at,hidden_by_id,hidden_because}'::text[];
BEGIN
    IF TG_OP = 'DELETE'
        OR said IS DISTINCT FROM
            to_jsonb(NEW) - '{revealed_at,reply,replied_at,hidden_at,hidden_by_id,hidden_because}'::text[]
        OR (OLD.revealed_at IS NOT NULL AND NEW.revealed_at IS DISTINCT FROM OLD.revealed_at)
        OR (coalesce(to_jsonb(OLD) ->> 'reply', '') <> '' AND
            (to_jsonb(NEW) ->> 'reply') IS DISTINCT FROM (to_jsonb(OLD) ->> 'reply'))
    THEN
        RAISE EXCEPTION 'what was said of an order stays: % refused', TG_OP
            USING ERRCODE = 'check_violation', CONSTRAINT = 'what_was_said_stays';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER of_a_completed_order BEFORE INSERT ON sellers_rating
    FOR EACH ROW EXECUTE FUNCTION sellers_of_a_completed_order();
CREATE TRIGGER of_a_completed_order BEFORE INSERT ON sellers_buyerrating
    FOR EACH ROW EXECUTE FUNCTION sellers_of_a_completed_order();
CREATE TRIGGER said_once BEFORE UPDATE OR DELETE ON sellers_rating
    FOR EACH ROW EXECUTE FUNCTION sellers_said_once();
CREATE TRIGGER said_once BEFORE UPDATE OR DELETE ON sellers_buyerrating
    FOR EACH ROW EXECUTE FUNCTION sellers_said_once();
"""
BACK = """
DROP TRIGGER of_a_completed_order ON sellers_rating;
DROP TRIGGER of_a_completed_order ON sellers_buyerrating;
DROP TRIGGER said_once ON sellers_rating;
DROP TRIGGER said_once ON sellers_buyerrating;
DROP FUNCTION sellers_of_a_completed_order();
DROP FUNCTION sellers_said_once();
"""


class Migration(migrations.Migration):
    dependencies = [("sellers", "0120_both_say_how_it_was"), ("marketplace", "0003_edges")]
    operations = [migrations.RunSQL(FORTH, BACK)]
