"""Search without accents, with typing errors and in any language, as far as the server can."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from marketplace import search_sql
from marketplace.models.listing import SEARCH


def vector(expression):
    return models.GeneratedField(
        expression=expression,
        output_field=django.contrib.postgres.search.SearchVectorField(),
        db_persist=True,
    )


def index():
    return django.contrib.postgres.indexes.GinIndex(fields=["search"], name="listing_search")


def teach_spelling(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        search_sql.prepare_spelling(cursor)


def teach_nearest(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        search_sql.prepare_nearest(cursor)


def forget_spelling(apps, schema_editor):
    schema_editor.execute(search_sql.DROP_SPELLING)


def forget_nearest(apps, schema_editor):
    schema_editor.execute(search_sql.DROP)


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0123_news_from_us")]

    operations = [
        migrations.RunPython(teach_spelling, forget_spelling),
        migrations.RemoveIndex("listing", "listing_search"),
        migrations.RemoveField("listing", "search"),
        migrations.AddField("listing", "search", vector(SEARCH)),
        migrations.AddIndex("listing", index()),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "word",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                ("listings", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.RunPython(teach_nearest, forget_nearest),
    ]
