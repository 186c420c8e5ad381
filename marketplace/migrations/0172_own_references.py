"""Sellers may know their variants by a reference of their own, which names one of theirs alone."""

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery

# A table whose rows still wait for a check cannot be altered in the same transaction.
CHECK_NOW = "SET CONSTRAINTS ALL IMMEDIATE"


def name_the_seller(apps, schema_editor):
    alias = schema_editor.connection.alias
    listings = apps.get_model("marketplace", "Listing").objects.filter(pk=OuterRef("listing"))
    variants = apps.get_model("marketplace", "Variant").objects.using(alias)
    variants.update(seller=Subquery(listings.values("seller")))


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0171_variants_are_bought"),
        ("sellers", "0140_questions_are_facts"),
    ]

    operations = [
        migrations.AddField(
            "variant", "sku", models.CharField(blank=True, default="", max_length=40)
        ),
        migrations.AddField(
            "variant",
            "seller",
            models.ForeignKey(
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="variants",
                to="sellers.seller",
            ),
        ),
        migrations.RunPython(name_the_seller, migrations.RunPython.noop),
        migrations.RunSQL(CHECK_NOW, migrations.RunSQL.noop),
        migrations.AlterField(
            "variant",
            "seller",
            models.ForeignKey(
                on_delete=models.deletion.PROTECT, related_name="variants", to="sellers.seller"
            ),
        ),
        migrations.AddConstraint(
            "variant",
            models.UniqueConstraint(
                condition=Q(("retired_at", None), models.Q(("sku", ""), _negated=True)),
                fields=("seller", "sku"),
                name="a_sellers_reference_names_one_variant",
            ),
        ),
    ]
