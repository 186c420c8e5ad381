import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("escrow", "0065_paypal_calls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BankCharge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("operation_key", models.UUIDField(unique=True)),
                ("reference", models.CharField(max_length=12, null=True, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("paid", "Paid"), ("closed", "Closed")],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("decline_code", models.CharField(blank=True, max_length=40)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("return_url", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="BankLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "keyed_by",
                    models.CharField(
                        choices=[("bank", "Bank"), ("content", "Content")], max_length=8
                    ),
                ),
                ("account", models.CharField(max_length=34)),
                ("day", models.DateField(db_index=True)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("name", models.CharField(blank=True, max_length=140)),
                ("iban", models.CharField(blank=True, max_length=34)),
                ("text", models.CharField(blank=True, max_length=1000)),
                ("reference", models.CharField(blank=True, max_length=140)),
                ("end_to_end", models.CharField(blank=True, max_length=35)),
                ("bank_reference", models.CharField(blank=True, max_length=140)),
                ("is_reversal", models.BooleanField(default=False)),
                ("is_fee", models.BooleanField(default=False)),
                ("return_code", models.CharField(blank=True, max_length=10)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="BankFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message_id", models.CharField(max_length=35, unique=True)),
                ("body", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BankMovement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=12)),
                ("reference", models.CharField(max_length=80, unique=True)),
                ("about", models.CharField(db_index=True, max_length=80)),
                ("operation_key", models.UUIDField(db_index=True, null=True)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "charge",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="escrow.bankcharge",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="escrow.bankmovement",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="escrow.bankline",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BankStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("imported_at", models.DateTimeField(db_index=True)),
                ("newest_day", models.DateField(null=True)),
                ("line_count", models.PositiveIntegerField()),
                ("new_count", models.PositiveIntegerField()),
                (
                    "imported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="bankline",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="escrow.bankstatement",
            ),
        ),
        migrations.CreateModel(
            name="BankTransfer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("operation_key", models.UUIDField(db_index=True)),
                ("part", models.PositiveSmallIntegerField(default=1)),
                ("end_to_end", models.CharField(max_length=35, unique=True)),
                ("reference", models.CharField(max_length=12, null=True, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("written", "Written"),
                            ("sent", "Sent"),
                            ("returned", "Returned"),
                            ("rejected", "Rejected"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=40)),
                ("holder", models.CharField(blank=True, max_length=140)),
                ("iban", models.CharField(blank=True, max_length=34)),
                ("bic", models.CharField(blank=True, max_length=20)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "capture",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="escrow.bankmovement",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="escrow.bankfile",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor", 0), _negated=True),
                name="a_bank_line_moves_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransfer",
            constraint=models.UniqueConstraint(
                fields=("operation_key", "part"), name="a_part_of_a_transfer_leaves_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="a_transfer_is_above_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="banktransfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("file__isnull", False), ("state__in", ["waiting"]), _negated=True
                ),
                name="what_is_in_a_file_waits_for_none",
            ),
        ),
    ]
