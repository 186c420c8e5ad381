"""A line may be sent in several parcels, which together hold no more units than were sold.

What a case makes the seller send again is not counted; its row is written with the parcel, so the
sum is taken when the story commits.
"""

from django.db import migrations, models

THERE = """
CREATE FUNCTION marketplace_guard_sent_units() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT COALESCE(sum(parcel.quantity), 0) FROM marketplace_shipmentline parcel
        WHERE parcel.line_id = NEW.line_id AND NOT EXISTS (
            SELECT 1 FROM disputes_replacement again WHERE again.shipment_id = parcel.shipment_id))
        > (SELECT quantity FROM marketplace_orderline WHERE id = NEW.line_id)
    THEN
        RAISE EXCEPTION 'more units of line % were sent than were sold', NEW.line_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_more_is_sent_than_was_sold';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER no_more_is_sent_than_was_sold
    AFTER INSERT OR UPDATE ON marketplace_shipmentline DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION marketplace_guard_sent_units();
"""
BACK = """
DROP TRIGGER no_more_is_sent_than_was_sold ON marketplace_shipmentline;
DROP FUNCTION marketplace_guard_sent_units();
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0185_where_a_parcel_arrived")]
    operations = [
        migrations.AddConstraint(
            "shipmentline",
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0), name="a_parcel_has_units_of_its_lines"
            ),
        ),
        migrations.RunSQL(THERE, BACK),
    ]
