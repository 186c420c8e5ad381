from django.db import migrations, models

STATES = [
    ("draft", "Draft"),
    ("active", "For sale"),
    ("paused", "Paused"),
    ("ended", "Off sale"),
    ("frozen", "Taken down by us"),
]


def pause_what_is_off_sale(apps, schema_editor):
    listings = apps.get_model("marketplace", "Listing").objects
    listings.using(schema_editor.connection.alias).filter(state="ended").update(state="paused")


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0172_own_references")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, pause_what_is_off_sale),
        migrations.AlterField(
            "listing",
            "state",
            models.CharField(choices=STATES, default="active", max_length=12),
        ),
        migrations.AlterField(
            "listingfreeze",
            "state_before",
            models.CharField(choices=STATES, max_length=12),
        ),
    ]
