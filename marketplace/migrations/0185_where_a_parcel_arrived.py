"""The postcode in which a carrier says that it delivered a parcel."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0175_facts_of_a_shelf")]
    operations = [
        migrations.AddField(
            "shipment",
            "delivered_postcode",
            models.CharField(blank=True, default="", max_length=16),
        ),
        migrations.AddField(
            "trackingevent",
            "postcode",
            models.CharField(blank=True, default="", max_length=16),
        ),
    ]
