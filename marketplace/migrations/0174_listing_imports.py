import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0173_off_sale"),
        ("sellers", "0140_questions_are_facts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListingImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("content", models.TextField()),
                ("report", models.JSONField(default=dict)),
                ("brought_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "seller",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE,
                        related_name="listing_imports",
                        to="sellers.seller",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["seller", "-brought_at"], name="imports_of_a_seller")
                ],
            },
        ),
    ]
