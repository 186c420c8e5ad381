from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0174_listing_imports")]

    operations = [
        migrations.CreateModel(
            name="CategoryAttribute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=30)),
                ("name", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("words", "A few words"),
                            ("number", "A number"),
                            ("one", "One of several"),
                        ],
                        default="words",
                        max_length=8,
                    ),
                ),
                ("choices", models.JSONField(blank=True, default=list)),
                ("unit", models.CharField(blank=True, max_length=12)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE,
                        related_name="attributes",
                        to="marketplace.category",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("category", "code"), name="a_shelf_asks_each_fact_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("kind", "one"), _negated=True),
                            Q(("choices", []), _negated=True),
                            _connector="OR",
                        ),
                        name="one_of_several_has_choices",
                    ),
                ],
            },
        ),
    ]
