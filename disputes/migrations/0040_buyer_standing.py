"""What counts in a buyer's standing, and what staff set."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0032_edges_of_returns"),
        ("escrow", "0043_payment_promised_at"),
        ("marketplace", "0005_claim_clocks_only_lengthen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Buyer",
            fields=[],
            options={
                "ordering": ["email"],
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("marketplace.user",),
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("false_claim", "A claim was found to be untrue"),
                            (
                                "bad_return",
                                "Something was sent back used, or something else came back",
                            ),
                            ("asked_twice", "The bank was asked for money that we had given back"),
                            ("bank_said_no", "The bank was asked, and decided for the shop"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("counts_until", models.DateTimeField()),
                (
                    "buyer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "chargeback",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="escrow.chargeback",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disputes.decision",
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks_of_buyer",
                        to="disputes.dispute",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="marketplace.order",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="MarkEnd",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            (
                                "overturned",
                                "Another decision took the place of the one it rested on",
                            ),
                            ("bank", "The bank decided for the buyer after all"),
                            ("appeal", "The appeal was granted"),
                            ("unanswered", "Nobody answered the appeal in time"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mark",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="end",
                        to="disputes.mark",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for a second person"),
                            ("in_force", "In force"),
                            ("lifted", "Lifted"),
                            ("over", "Over"),
                            ("dropped", "Never in force"),
                        ],
                        default="proposed",
                        max_length=50,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("false_claims", "Several claims were found to be untrue"),
                            ("returns", "Several returns were not what was sent"),
                            ("bank", "The bank was asked several times without cause"),
                            ("several", "Several of these together"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
                ("mark_ids", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("needs_second", models.BooleanField(default=False)),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "why_ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("staff", "Our staff lifted it"),
                            ("appeal", "The appeal was granted"),
                            ("unanswered", "Nobody answered the appeal in time"),
                            ("groundless", "What it rested on was taken back"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "buyer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restrictions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "permissions": [("keep_standing", "May restrict buyers and answer them")],
            },
        ),
        migrations.CreateModel(
            name="StandingAppeal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("words", models.TextField(max_length=4000)),
                ("at", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits for an answer"),
                            ("granted", "Granted"),
                            ("denied", "Not granted"),
                            ("unanswered", "Granted, because nobody answered in time"),
                            ("moot", "What it was about ended otherwise"),
                        ],
                        default="open",
                        max_length=50,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standing_appeals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mark",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="disputes.mark",
                    ),
                ),
                (
                    "restriction",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="disputes.restriction",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.UniqueConstraint(
                fields=("decision", "code"), name="a_decision_marks_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.UniqueConstraint(
                fields=("chargeback", "code"), name="a_bank_case_marks_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("chargeback__isnull", False), ("decision", None), ("dispute", None)),
                    models.Q(
                        ("chargeback", None),
                        ("decision__isnull", False),
                        ("dispute__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_mark_says_where_it_is_from",
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("counts_until__gt", models.F("at")),
                    (
                        "counts_until__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("at"), "+", models.Value(datetime.timedelta(days=365))
                        ),
                    ),
                ),
                name="a_mark_runs_out",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "in_force"])),
                fields=("buyer",),
                name="one_open_restriction",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__gt", models.F("at")),
                    (
                        "until__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("at"), "+", models.Value(datetime.timedelta(days=180))
                        ),
                    ),
                ),
                name="a_restriction_runs_out",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("needs_second", True),
                    (
                        "until__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("at"), "+", models.Value(datetime.timedelta(days=30))
                        ),
                    ),
                    _connector="OR",
                ),
                name="long_restrictions_need_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "in_force"), _negated=True),
                    ("needs_second", False),
                    ("second_by__isnull", False),
                    _connector="OR",
                ),
                name="nobody_restricts_long_alone",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second_by", None),
                    models.Q(("second_by", models.F("by")), _negated=True),
                    _connector="OR",
                ),
                name="the_second_is_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="a_restriction_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state__in", ["proposed", "in_force"])),
                    models.Q(
                        models.Q(("state__in", ["proposed", "in_force"]), _negated=True),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_restriction_that_is_over_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="standingappeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mark", None), ("restriction__isnull", False)),
                    models.Q(("mark__isnull", False), ("restriction", None)),
                    _connector="OR",
                ),
                name="an_appeal_is_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="standingappeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="an_appeal_that_is_over_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="standingappeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_by__isnull", False),
                        ("state__in", ["granted", "denied"]),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state__in", ["granted", "denied"]), _negated=True),
                        ("answered_by", None),
                    ),
                    _connector="OR",
                ),
                name="an_answer_is_somebodys_and_says_why",
            ),
        ),
    ]
