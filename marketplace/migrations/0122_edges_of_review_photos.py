"""Which state may follow which: written by `manage.py make_edges` from the machines."""

from django.db import migrations

FORTH = """
INSERT INTO escrow_stateedge VALUES
    ('marketplace_ratingphoto', '', 'checking'),
    ('marketplace_ratingphoto', 'checking', 'ready'),
    ('marketplace_ratingphoto', 'checking', 'refused');
SELECT escrow_follow_edges('marketplace_ratingphoto');
"""
BACK = """
DROP TRIGGER follows_its_edges ON marketplace_ratingphoto;
DELETE FROM escrow_stateedge WHERE (machine, source, target) IN (
    ('marketplace_ratingphoto', '', 'checking'),
    ('marketplace_ratingphoto', 'checking', 'ready'),
    ('marketplace_ratingphoto', 'checking', 'refused')
);
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0121_photos_in_reviews"), ("escrow", "0004_hold_refusals")]
    operations = [migrations.RunSQL(FORTH, BACK)]
