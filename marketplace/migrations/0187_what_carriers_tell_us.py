"""Carriers' messages are kept as they came, and never changed; parcels are found by their number."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Replace, Upper

BACK = """
DROP TRIGGER never_changed ON marketplace_carriermessage;
DROP TRIGGER never_emptied ON marketplace_carriermessage;
"""
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
WAITING = models.Q(outcome="")


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0186_no_more_is_sent_than_was_sold")]
    operations = [
        migrations.CreateModel(
            name="CarrierMessage",
            fields=[
                ("id", ID),
                ("carrier", models.CharField(max_length=32)),
                ("event_id", models.CharField(max_length=80)),
                (
                    "source",
                    models.CharField(
                        choices=[("webhook", "signed message"), ("file", "file of ours")],
                        default="webhook",
                        max_length=8,
                    ),
                ),
                ("body", models.BinaryField()),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("carrier", "event_id"), name="a_carriers_message_is_stored_once"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="CarrierMessageOutcome",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="outcome",
                        serialize=False,
                        to="marketplace.carriermessage",
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=80)),
                ("number", models.CharField(blank=True, max_length=40)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("next_try_at", models.DateTimeField()),
                ("at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=WAITING, fields=["next_try_at"], name="carrier_messages_due"
                    ),
                    models.Index(
                        condition=WAITING, fields=["number"], name="carrier_messages_by_number"
                    ),
                ]
            },
        ),
        migrations.RunSQL("SELECT escrow_append_only('marketplace_carriermessage')", BACK),
        migrations.AddIndex(
            "shipment",
            models.Index(
                Upper(
                    Replace(
                        Replace("tracking_number", models.Value(" "), models.Value("")),
                        models.Value("-"),
                        models.Value(""),
                        output_field=models.CharField(),
                    )
                ),
                name="parcels_by_number",
            ),
        ),
    ]
