"""What a message led to is a row from its arrival on, so that those waiting are found by an index."""

from django.db import migrations, models

WAITING = """
DROP TRIGGER never_changed ON escrow_paymenteventoutcome;
DROP TRIGGER never_emptied ON escrow_paymenteventoutcome;
INSERT INTO escrow_paymenteventoutcome (event_id, outcome)
    SELECT id, '' FROM escrow_paymentevent e
    WHERE NOT EXISTS (SELECT 1 FROM escrow_paymenteventoutcome o WHERE o.event_id = e.id);
"""
BACK = """
DELETE FROM escrow_paymenteventoutcome WHERE outcome = '';
SELECT escrow_append_only('escrow_paymenteventoutcome');
"""


class Migration(migrations.Migration):
    dependencies = [("escrow", "0005_edges")]
    operations = [
        migrations.AlterField(
            model_name="paymenteventoutcome",
            name="at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="paymenteventoutcome",
            name="outcome",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.RunSQL(WAITING, BACK),
        migrations.AddIndex(
            model_name="paymenteventoutcome",
            index=models.Index(
                condition=models.Q(("outcome", "")), fields=["event"], name="messages_waiting"
            ),
        ),
    ]
