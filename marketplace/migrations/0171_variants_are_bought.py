"""Carts and order lines name the variant; what was bought before is its listing's only one."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

# A table whose rows still wait for a check cannot be altered in the same transaction.
CHECK_NOW = "SET CONSTRAINTS ALL IMMEDIATE"
FIRST = ("retired_at", "position", "pk")


def name_the_only_one(apps, schema_editor):
    variants = _rows(apps, schema_editor, "Variant").order_by(*FIRST)
    only = variants.filter(listing=OuterRef("listing")).values("pk")[:1]
    for name in ("CartItem", "OrderLine"):
        _rows(apps, schema_editor, name).update(variant=Subquery(only))


def name_the_listing(apps, schema_editor):
    """A cart had each listing once: what was chosen of one listing is summed up."""
    items = _rows(apps, schema_editor, "CartItem")
    variants = _rows(apps, schema_editor, "Variant").filter(pk=OuterRef("variant"))
    items.update(listing=Subquery(variants.values("listing")))
    kept = {}
    for item in items.order_by("pk"):
        first = kept.setdefault((item.cart_id, item.listing_id), item)
        if first is not item:
            first.quantity += item.quantity
            first.save(update_fields=["quantity"])
            item.delete()


def _rows(apps, schema_editor, name):
    return apps.get_model("marketplace", name).objects.using(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0170_stock_becomes_variants")]

    operations = [
        migrations.AddField(
            "cartitem",
            "variant",
            models.ForeignKey(
                null=True, on_delete=models.deletion.CASCADE, to="marketplace.variant"
            ),
        ),
        migrations.AddField(
            "orderline",
            "variant",
            models.ForeignKey(
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="lines",
                to="marketplace.variant",
            ),
        ),
        # Undone, what a cart had twice is summed up before the old rule comes back.
        migrations.RemoveConstraint("cartitem", "a_listing_once_per_cart"),
        migrations.AlterField(
            "cartitem",
            "listing",
            models.ForeignKey(
                null=True, on_delete=models.deletion.CASCADE, to="marketplace.listing"
            ),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, CHECK_NOW),
        migrations.RunPython(name_the_only_one, name_the_listing),
        migrations.RunSQL(CHECK_NOW, migrations.RunSQL.noop),
        migrations.RemoveField("cartitem", "listing"),
        migrations.AlterField(
            "cartitem",
            "variant",
            models.ForeignKey(on_delete=models.deletion.CASCADE, to="marketplace.variant"),
        ),
        migrations.AlterField(
            "orderline",
            "variant",
            models.ForeignKey(
                on_delete=models.deletion.PROTECT,
                related_name="lines",
                to="marketplace.variant",
            ),
        ),
        migrations.AddConstraint(
            "cartitem",
            models.UniqueConstraint(fields=["cart", "variant"], name="a_variant_once_per_cart"),
        ),
    ]
