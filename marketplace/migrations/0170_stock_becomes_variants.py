"""Each listing's stock becomes its only variant, at the listing's price."""

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery, Sum


def take_the_price(apps, schema_editor):
    listings = apps.get_model("marketplace", "Listing").objects.filter(pk=OuterRef("listing"))
    variants = _rows(apps, schema_editor, "Variant")
    variants.update(price_minor=Subquery(listings.values("price_minor")))


def be_one_stock_again(apps, schema_editor):
    """Each listing's variants together are its stock; the first of them stays."""
    variants = _rows(apps, schema_editor, "Variant")
    by_listing = variants.order_by().values("listing").annotate(n=models.Count("pk"))
    for listing in by_listing.filter(n__gt=1).values_list("listing", flat=True):
        mine = variants.filter(listing=listing).order_by("retired_at", "position", "pk")
        first, sums = mine.first(), mine.aggregate(on_hand=Sum("on_hand"), reserved=Sum("reserved"))
        mine.exclude(pk=first.pk).delete()
        variants.filter(pk=first.pk).update(**sums)


def _rows(apps, schema_editor, name):
    return apps.get_model("marketplace", name).objects.using(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0165_tax_of_an_order")]

    operations = [
        migrations.AddField("listing", "options", models.JSONField(blank=True, default=list)),
        migrations.AddField("listing", "prices_differ", models.BooleanField(default=False)),
        migrations.RenameModel("Stock", "Variant"),
        migrations.AlterModelOptions("variant", {"ordering": ["position", "id"]}),
        migrations.AlterField(
            "variant",
            "listing",
            models.ForeignKey(
                on_delete=models.deletion.CASCADE,
                related_name="variants",
                to="marketplace.listing",
            ),
        ),
        migrations.AddField("variant", "choices", models.JSONField(blank=True, default=dict)),
        migrations.AddField("variant", "position", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("variant", "retired_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("variant", "price_minor", models.BigIntegerField(null=True)),
        migrations.RunPython(take_the_price, be_one_stock_again),
        migrations.AlterField("variant", "price_minor", models.BigIntegerField()),
        migrations.AddConstraint(
            "variant",
            models.CheckConstraint(
                condition=Q(price_minor__gt=0), name="variant_price_is_above_zero"
            ),
        ),
        migrations.AddConstraint(
            "variant",
            models.UniqueConstraint(
                condition=Q(retired_at=None),
                fields=["listing", "choices"],
                name="a_choice_is_offered_once",
            ),
        ),
    ]
