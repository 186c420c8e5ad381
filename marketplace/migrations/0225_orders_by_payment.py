"""The orders of a period are found by when they were paid: a policy is tried on them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0201_staff_roles_and_lists")]
    operations = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("paid_at__isnull", False)),
                fields=["paid_at", "id"],
                name="orders_by_payment",
            ),
        ),
    ]
