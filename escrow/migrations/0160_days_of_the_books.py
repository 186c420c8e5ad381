"""Days of the books are closed: a tree of hashes for each, chained, and never changed."""

from django.db import migrations, models


# The transaction first, then the numbers: so a horizon knows for whom it has to wait (0099).
NUMBERS = """
CREATE FUNCTION escrow_begin_before_postings() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_current_xact_id();
    RETURN NULL;
END $$;
CREATE TRIGGER numbered_in_its_transaction BEFORE INSERT ON escrow_posting
    FOR EACH STATEMENT EXECUTE FUNCTION escrow_begin_before_postings();
"""
NUMBERS_BACK = """
DROP TRIGGER numbered_in_its_transaction ON escrow_posting;
DROP FUNCTION escrow_begin_before_postings();
"""

# A day follows the one before it; no leaf and no level comes to a day that is closed.
DAYS = """
ALTER TABLE escrow_booklevel ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE FUNCTION escrow_check_day() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last escrow_bookday%ROWTYPE;
BEGIN
    SELECT * INTO last FROM escrow_bookday ORDER BY day DESC LIMIT 1;
    IF NEW.previous <> coalesce(last.chained, '') OR NEW.day <> coalesce(last.day + 1, NEW.day)
        OR NEW.count <> (SELECT count(*) FROM escrow_bookleaf WHERE day = NEW.day)
        OR NEW.chained <> encode(sha256(convert_to(concat_ws('|', 'holdfast-day',
            to_char(NEW.day, 'YYYY-MM-DD'), NEW.count,
            NEW.root, NEW.previous), 'UTF8')), 'hex')
    THEN
        RAISE EXCEPTION 'day % does not follow the one before it', NEW.day
            USING ERRCODE = 'check_violation', CONSTRAINT = 'days_follow_each_other';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER follows_the_last BEFORE INSERT ON escrow_bookday
    FOR EACH ROW EXECUTE FUNCTION escrow_check_day();

CREATE FUNCTION escrow_check_still_open() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM written w JOIN escrow_bookday d ON d.day = w.day) THEN
        RAISE EXCEPTION 'nothing comes to a day of the books that is closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_closed_day_stays';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER while_it_is_open AFTER INSERT ON escrow_bookleaf REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION escrow_check_still_open();
CREATE TRIGGER while_it_is_open AFTER INSERT ON escrow_booklevel REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION escrow_check_still_open();
SELECT escrow_append_only('escrow_bookday'), escrow_append_only('escrow_booklevel'),
    escrow_append_only('escrow_bookleaf');
"""
DAYS_BACK = """
DROP TRIGGER follows_the_last ON escrow_bookday;
DROP TRIGGER while_it_is_open ON escrow_bookleaf;
DROP TRIGGER while_it_is_open ON escrow_booklevel;
DROP FUNCTION escrow_check_day();
DROP FUNCTION escrow_check_still_open();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("escrow", "0144_drafts_in_a_state"),
    ]

    operations = [
        migrations.CreateModel(
            name="BookDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("chained", models.CharField(max_length=64, unique=True)),
                ("salt", models.BinaryField()),
                ("all_up_to", models.BigIntegerField()),
                ("closed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "day of the books",
                "verbose_name_plural": "days of the books",
            },
        ),
        migrations.CreateModel(
            name="BookHorizon",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("up_to", models.BigIntegerField(default=0)),
                ("transaction", models.BigIntegerField(default=0)),
                ("noted_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="BookLeaf",
            fields=[
                ("posting_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("place", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "place"), name="a_place_has_one_posting")
                ],
            },
        ),
        migrations.CreateModel(
            name="BookLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("level", models.PositiveSmallIntegerField()),
                ("hashes", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "level"), name="a_day_has_a_level_once")
                ],
            },
        ),
        migrations.RunSQL(NUMBERS, NUMBERS_BACK),
        migrations.RunSQL(DAYS, DAYS_BACK),
    ]
