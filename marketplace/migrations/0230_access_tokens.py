"""Tokens that say what they may do. Those made before may do everything, as they did."""

import uuid
from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SCOPES = ["read", "buy", "sell", "messages", "disputes", "money", "account"]
WORDS = [
    "See what you see",
    "Buy, pay, confirm and review for you",
    "Keep your shop: listings, stock, parcels, refunds",
    "Write and report for you",
    "Open and answer cases for you",
    "Say where your money goes",
    "Change your account, your addresses and what we tell you",
]


def take_over(apps: Any, schema_editor: Any) -> None:
    """A database from before has its tokens in a table that nothing reads any more."""
    connection = schema_editor.connection
    if "knox_authtoken" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO marketplace_apitoken"
            " (digest, token_key, user_id, created, expiry, public_id, name, scopes)"
            " SELECT digest, token_key, user_id, created, expiry, gen_random_uuid(), '', %s"
            " FROM knox_authtoken",
            [SCOPES],
        )


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0225_orders_by_payment")]
    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("digest", models.CharField(max_length=128, primary_key=True, serialize=False)),
                ("token_key", models.CharField(db_index=True, max_length=25)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("expiry", models.DateTimeField(blank=True, null=True)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=list(zip(SCOPES, WORDS, strict=True)), max_length=20
                        ),
                        size=None,
                    ),
                ),
                ("last_used_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="auth_token_set",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "access token",
                "verbose_name_plural": "access tokens",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scopes__contained_by", SCOPES))
                        & ~models.Q(("scopes", [])),
                        name="a_token_may_do_something_known",
                    )
                ],
            },
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
