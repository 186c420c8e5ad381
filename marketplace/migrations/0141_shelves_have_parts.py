"""A shelf may be one part of a wider one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0140_search_in_any_spelling")]

    operations = [
        migrations.AddField(
            "category",
            "parent",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="marketplace.category",
            ),
        ),
        migrations.AddConstraint(
            "category",
            models.CheckConstraint(
                condition=models.Q(
                    ("parent", None),
                    models.Q(("parent", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="a_shelf_is_no_part_of_itself",
            ),
        ),
    ]
