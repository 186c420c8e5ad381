"""The imaginary provider keeps a book of every movement, and a table for each noun."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("escrow", "0010_provider_cap"),
    ]

    operations = [
        migrations.CreateModel(
            name="SandboxPayout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("operation_key", models.UUIDField(unique=True)),
                ("account", models.CharField(blank=True, max_length=34)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_transit", "In Transit"),
                            ("paid", "Paid"),
                            ("returned", "Returned"),
                            ("declined", "Declined"),
                        ],
                        max_length=12,
                    ),
                ),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("decline_code", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField(db_index=True)),
                ("goes_on_at", models.DateTimeField(db_index=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SandboxWeather",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("holds_messages", models.BooleanField(default=False)),
                ("calls_to_lose", models.PositiveSmallIntegerField(default=0)),
                ("answers_to_lose", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="sandboxcharge",
            name="expires_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="sandboxcharge",
            name="plot",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AlterField(
            model_name="sandboxcharge",
            name="at",
            field=models.DateTimeField(db_index=True),
        ),
        migrations.AlterField(
            model_name="sandboxcharge",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("challenged", "Challenged"),
                    ("voucher", "Voucher"),
                    ("expired", "Expired"),
                    ("succeeded", "Succeeded"),
                    ("declined", "Declined"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="SandboxMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event_id", models.CharField(max_length=80, unique=True)),
                ("body", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("deliver_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("copies", models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("delivered_at", None)),
                        fields=["deliver_at"],
                        name="sandbox_messages_waiting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SandboxMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=12)),
                ("reference", models.CharField(max_length=80, unique=True)),
                ("about", models.CharField(max_length=80)),
                ("operation_key", models.UUIDField(db_index=True)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "capture",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later",
                        to="escrow.sandboxmove",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SandboxChargeback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=80, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("warning", "Warning"),
                            ("taken", "Taken"),
                            ("won", "Won"),
                            ("lost", "Lost"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(max_length=40)),
                ("plot", models.CharField(blank=True, max_length=24)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("pack", models.JSONField(default=dict)),
                ("at", models.DateTimeField(db_index=True)),
                ("respond_by", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "capture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chargebacks",
                        to="escrow.sandboxmove",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SandboxRefund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("operation_key", models.UUIDField(unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("succeeded", "Succeeded"),
                            ("declined", "Declined"),
                            ("bounced", "Bounced"),
                        ],
                        max_length=12,
                    ),
                ),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("decline_code", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField(db_index=True)),
                ("bounces_at", models.DateTimeField(db_index=True, null=True)),
                (
                    "capture",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="escrow.sandboxmove",
                    ),
                ),
            ],
        ),
    ]
