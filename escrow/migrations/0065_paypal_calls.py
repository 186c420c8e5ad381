import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("escrow", "0060_ways_to_pay"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaypalCall",
            fields=[
                (
                    "operation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="paypal_call",
                        serialize=False,
                        to="escrow.operation",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=40)),
                ("capture", models.CharField(blank=True, max_length=40)),
                ("sent_at", models.DateTimeField(null=True)),
                ("capture_sent_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_because", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None),
                            models.Q(("closed_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_closed_paypal_call_says_why",
                    ),
                ],
            },
        ),
    ]
