"""Payouts, chargebacks, balances, reserves, outages: the tables, and calls that are not about a payment."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


# An operation names its gateway itself, because a payout has no payment to ask.
GATEWAYS = """
UPDATE escrow_operation o SET gateway = p.gateway, ask_at = o.asked_at
    FROM escrow_payment p WHERE p.id = o.payment_id;
"""
KINDS = "INSERT INTO escrow_accountkind VALUES ('chargeback_receivable', 1, true)"
NO_KINDS = "DELETE FROM escrow_accountkind WHERE kind = 'chargeback_receivable'"
# What moved in a balance is a book like any other; a lot of money is never forgotten.
BOOKS = """
SELECT escrow_append_only('escrow_balancemove');
CREATE TRIGGER never_deleted BEFORE DELETE ON escrow_balancelot
    FOR EACH ROW EXECUTE FUNCTION escrow_refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON escrow_reserve
    FOR EACH ROW EXECUTE FUNCTION escrow_refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON escrow_chargebackpart
    FOR EACH ROW EXECUTE FUNCTION escrow_refuse_change();
"""
NO_BOOKS = """
DROP TRIGGER never_changed ON escrow_balancemove;
DROP TRIGGER never_emptied ON escrow_balancemove;
DROP TRIGGER never_deleted ON escrow_balancelot;
DROP TRIGGER never_deleted ON escrow_reserve;
DROP TRIGGER never_deleted ON escrow_chargebackpart;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("escrow", "0006_messages_wait_in_an_index"),
        ("sellers", "0003_payout_methods"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BalanceLot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=80, unique=True)),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("left_minor", models.BigIntegerField()),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="BalanceMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("operation_key", models.UUIDField(db_index=True)),
                ("charge_key", models.UUIDField(db_index=True)),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Chargeback",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("gateway", models.CharField(max_length=24)),
                ("provider_reference", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("warning", "Warning"),
                            ("needs_response", "Needs Response"),
                            ("submitted", "Submitted"),
                            ("won", "Won"),
                            ("lost", "Lost"),
                        ],
                        default="warning",
                        max_length=50,
                    ),
                ),
                ("reason", models.CharField(max_length=40)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("pack", models.JSONField(default=dict)),
                ("opened_at", models.DateTimeField()),
                ("respond_by", models.DateTimeField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ChargebackPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount_minor", models.BigIntegerField()),
                ("recovered_minor", models.BigIntegerField(default=0)),
                ("currency", models.CharField(max_length=3)),
            ],
        ),
        migrations.CreateModel(
            name="Outage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Payout",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("gateway", models.CharField(max_length=24)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("assembling", "Assembling"),
                            ("pending", "Pending"),
                            ("submitted", "Submitted"),
                            ("in_transit", "In Transit"),
                            ("paid", "Paid"),
                            ("failed", "Failed"),
                            ("returned", "Returned"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="assembling",
                        max_length=50,
                    ),
                ),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("failure_code", models.CharField(blank=True, max_length=60)),
                ("created_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("paid_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ReportDifference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gateway", models.CharField(max_length=24)),
                ("day", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("not_in_our_books", "Not In Our Books"),
                            ("not_in_the_report", "Not In The Report"),
                            ("other_amount", "Other Amount"),
                        ],
                        max_length=24,
                    ),
                ),
                ("what", models.CharField(max_length=24)),
                ("reference", models.CharField(max_length=80)),
                ("currency", models.CharField(max_length=3)),
                ("ours_minor", models.BigIntegerField(null=True)),
                ("theirs_minor", models.BigIntegerField(null=True)),
                ("found_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Reserve",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("left_minor", models.BigIntegerField()),
                ("due_at", models.DateTimeField()),
                ("freed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveIndex(
            model_name="operation",
            name="operation_open",
        ),
        migrations.AddField(
            model_name="deadline",
            name="time_left",
            field=models.DurationField(null=True),
        ),
        migrations.AddField(
            model_name="operation",
            name="ask_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="operation",
            name="asks",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="operation",
            name="gateway",
            field=models.CharField(default="", max_length=24),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="operation",
            name="returned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="refund",
            name="destination",
            field=models.CharField(
                choices=[("original", "Original"), ("balance", "Balance")],
                default="original",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="account",
            name="kind",
            field=models.CharField(
                choices=[
                    ("psp_clearing", "Psp Clearing"),
                    ("bank", "Bank"),
                    ("seller_receivable", "Seller Receivable"),
                    ("unapplied", "Unapplied"),
                    ("escrow", "Escrow"),
                    ("seller_payable", "Seller Payable"),
                    ("seller_reserve", "Seller Reserve"),
                    ("buyer_balance", "Buyer Balance"),
                    ("refund_in_transit", "Refund In Transit"),
                    ("payout_in_transit", "Payout In Transit"),
                    ("tax_payable", "Tax Payable"),
                    ("plus_due", "Plus Due"),
                    ("guarantee_fund", "Guarantee Fund"),
                    ("commission", "Commission"),
                    ("psp_fees", "Psp Fees"),
                    ("chargeback_loss", "Chargeback Loss"),
                    ("goodwill", "Goodwill"),
                    ("chargeback_suspense", "Chargeback Suspense"),
                    ("fund_advances", "Fund Advances"),
                    ("chargeback_receivable", "Chargeback Receivable"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "Pending"),
                    ("done", "Done"),
                    ("cancelled", "Cancelled"),
                    ("dead", "Dead"),
                    ("paused", "Paused"),
                ],
                default="pending",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="operation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("charge", "Charge"),
                    ("refund", "Refund"),
                    ("payout", "Payout"),
                    ("contest", "Contest"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="operation",
            name="payment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="operations",
                to="escrow.payment",
            ),
        ),
        migrations.AlterField(
            model_name="operation",
            name="refund",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="operations",
                to="escrow.refund",
            ),
        ),
        migrations.AlterField(
            model_name="refund",
            name="reason",
            field=models.CharField(
                choices=[
                    ("not_dispatched", "Not Dispatched"),
                    ("cancelled", "Cancelled"),
                    ("presumed_lost", "Presumed Lost"),
                    ("dispute", "Dispute"),
                    ("late_capture", "Late Capture"),
                    ("seller", "Seller"),
                    ("not_needed", "Not Needed"),
                    ("taken_twice", "Taken Twice"),
                    ("withdrawal", "Withdrawal"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="refund",
            name="state",
            field=models.CharField(
                choices=[
                    ("approved", "Approved"),
                    ("processing", "Processing"),
                    ("succeeded", "Succeeded"),
                    ("failed", "Failed"),
                    ("unknown", "Unknown"),
                    ("bounced", "Bounced"),
                    ("credited", "Credited"),
                    ("charged_back", "Charged Back"),
                ],
                default="approved",
                max_length=50,
            ),
        ),
        migrations.AddField(
            model_name="balancelot",
            name="origin",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="balance_lots",
                to="escrow.payment",
            ),
        ),
        migrations.AddField(
            model_name="balancelot",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="balance_lots",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="balancemove",
            name="lot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="escrow.balancelot",
            ),
        ),
        migrations.AddField(
            model_name="chargeback",
            name="payment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chargebacks",
                to="escrow.payment",
            ),
        ),
        migrations.AddField(
            model_name="operation",
            name="chargeback",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="operations",
                to="escrow.chargeback",
            ),
        ),
        migrations.AddField(
            model_name="chargebackpart",
            name="chargeback",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="escrow.chargeback",
            ),
        ),
        migrations.AddField(
            model_name="chargebackpart",
            name="hold",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chargeback_parts",
                to="escrow.hold",
            ),
        ),
        migrations.AddField(
            model_name="outage",
            name="written_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="payout",
            name="method",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payouts",
                to="sellers.payoutmethod",
            ),
        ),
        migrations.AddField(
            model_name="payout",
            name="seller",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payouts",
                to="sellers.seller",
            ),
        ),
        migrations.AddField(
            model_name="operation",
            name="payout",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="operations",
                to="escrow.payout",
            ),
        ),
        migrations.AddIndex(
            model_name="operation",
            index=models.Index(
                condition=models.Q(("state", "created")),
                fields=["created_at"],
                name="operation_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="operation",
            index=models.Index(
                condition=models.Q(("state__in", ["sent", "unknown"])),
                fields=["ask_at"],
                name="operation_unanswered",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "charge"), ("payment__isnull", False)),
                    models.Q(
                        ("kind", "refund"), ("payment__isnull", False), ("refund__isnull", False)
                    ),
                    models.Q(("kind", "payout"), ("payout__isnull", False)),
                    models.Q(("chargeback__isnull", False), ("kind", "contest")),
                    _connector="OR",
                ),
                name="operation_has_its_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["created", "sent", "unknown"])),
                fields=("refund",),
                name="one_call_at_a_time_for_a_refund",
            ),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["created", "sent", "unknown"])),
                fields=("payout",),
                name="one_call_at_a_time_for_a_payout",
            ),
        ),
        migrations.AddField(
            model_name="reportdifference",
            name="settled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reserve",
            name="hold",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reserve",
                to="escrow.hold",
            ),
        ),
        migrations.AddField(
            model_name="reserve",
            name="seller",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reserves",
                to="sellers.seller",
            ),
        ),
        migrations.AddIndex(
            model_name="balancelot",
            index=models.Index(
                condition=models.Q(("left_minor__gt", 0)),
                fields=["user", "id"],
                name="lots_with_money",
            ),
        ),
        migrations.AddConstraint(
            model_name="balancelot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_minor__gt", 0),
                    ("left_minor__gte", 0),
                    ("left_minor__lte", models.F("amount_minor")),
                ),
                name="a_lot_is_spent_at_most_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="balancemove",
            constraint=models.UniqueConstraint(
                fields=("lot", "operation_key"), name="a_call_moves_a_lot_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="chargeback",
            constraint=models.UniqueConstraint(
                fields=("gateway", "provider_reference"), name="a_chargeback_is_known_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="chargeback",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="chargeback_is_above_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="chargebackpart",
            constraint=models.UniqueConstraint(
                fields=("chargeback", "hold"), name="a_chargeback_takes_from_a_hold_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="chargebackpart",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="chargeback_part_is_above_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="outage",
            constraint=models.UniqueConstraint(
                models.Value(1), condition=models.Q(("ended_at", None)), name="one_outage_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="outage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at", None), ("ended_at__gt", models.F("started_at")), _connector="OR"
                ),
                name="an_outage_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="payout_is_above_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["assembling", "pending", "submitted", "in_transit", "failed"])
                ),
                fields=("seller", "currency"),
                name="one_payout_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="reportdifference",
            index=models.Index(
                condition=models.Q(("settled_at", None)),
                fields=["found_at"],
                name="differences_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportdifference",
            constraint=models.UniqueConstraint(
                fields=("gateway", "what", "reference", "kind"), name="a_difference_is_told_once"
            ),
        ),
        migrations.AddIndex(
            model_name="reserve",
            index=models.Index(
                condition=models.Q(("left_minor__gt", 0)),
                fields=["seller", "id"],
                name="reserves_with_money",
            ),
        ),
        migrations.AddConstraint(
            model_name="reserve",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_minor__gt", 0),
                    ("left_minor__gte", 0),
                    ("left_minor__lte", models.F("amount_minor")),
                ),
                name="a_reserve_is_used_at_most_once",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="reserve_days",
            field=models.PositiveSmallIntegerField(db_default=30),
        ),
        migrations.RunSQL(GATEWAYS, migrations.RunSQL.noop),
        migrations.RunSQL(KINDS, NO_KINDS),
        migrations.RunSQL(BOOKS, NO_BOOKS),
    ]
