"""Questions, and how soon they were answered, count in a seller's standing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sellers", "0121_what_is_said_of_an_order_stays"),
    ]

    operations = [
        migrations.AlterField(
            model_name="performancefact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sale", "Sale"),
                    ("dispatched_on_time", "Dispatched On Time"),
                    ("dispatched_late", "Dispatched Late"),
                    ("cancelled_by_seller", "Cancelled By Seller"),
                    ("not_dispatched", "Not Dispatched"),
                    ("claim", "Claim"),
                    ("claim_lost", "Claim Lost"),
                    ("rated", "Rated"),
                    ("asked", "Asked"),
                    ("answered", "Answered"),
                ],
                max_length=24,
            ),
        ),
    ]
