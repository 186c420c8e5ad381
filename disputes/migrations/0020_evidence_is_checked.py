"""Files are decoded after they came in; what was there before had been decoded already."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORTH = """
UPDATE disputes_evidence SET state = 'ready', format = 'jpeg', pages = ARRAY[shown];
"""
BACK = """
UPDATE disputes_evidence
SET shown = coalesce(pages[1], ''), width = coalesce(width, 0), height = coalesce(height, 0);
"""


def field(name: str, column: models.Field) -> migrations.AddField:
    return migrations.AddField("evidence", name, column)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("disputes", "0008_what_is_said_is_never_changed"),
    ]

    operations = [
        field(
            "state",
            models.CharField(
                choices=[
                    ("checking", "Checking"),
                    ("ready", "Ready"),
                    ("refused", "Cannot be taken"),
                ],
                default="checking",
                max_length=50,
            ),
        ),
        migrations.AddField(
            "evidence",
            "format",
            models.CharField(default="jpeg", max_length=4),
            preserve_default=False,
        ),
        field("name", models.CharField(blank=True, max_length=100)),
        field("size", models.PositiveIntegerField(default=0)),
        field(
            "pages",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200), blank=True, default=list, size=None
            ),
        ),
        field("phash", models.BigIntegerField(null=True)),
        field("refusal", models.CharField(blank=True, max_length=20)),
        field("taken_at", models.DateTimeField(null=True)),
        field("tries", models.PositiveSmallIntegerField(default=0)),
        field("hidden_at", models.DateTimeField(null=True)),
        field(
            "hidden_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField("evidence", "original", models.CharField(blank=True, max_length=200)),
        migrations.AlterField("evidence", "thumb", models.CharField(blank=True, max_length=200)),
        migrations.AlterField("evidence", "width", models.PositiveIntegerField(null=True)),
        migrations.AlterField("evidence", "height", models.PositiveIntegerField(null=True)),
        migrations.AlterField("evidence", "shown", models.CharField(default="", max_length=200)),
        migrations.RunSQL(FORTH, BACK),
        migrations.RemoveField("evidence", "shown"),
        migrations.AddIndex(
            "evidence",
            models.Index(
                condition=models.Q(("state", "checking")),
                fields=["created_at"],
                name="evidence_being_checked",
            ),
        ),
        migrations.AddConstraint(
            "evidence",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("pages", []),
                        ("refusal", ""),
                        ("state", "checking"),
                        ("thumb", ""),
                        models.Q(("original", ""), _negated=True),
                    ),
                    models.Q(
                        ("refusal", ""),
                        ("state", "ready"),
                        models.Q(("original", ""), _negated=True),
                        models.Q(("pages", []), _negated=True),
                        models.Q(("thumb", ""), _negated=True),
                    ),
                    models.Q(
                        ("pages", []),
                        ("state", "refused"),
                        ("thumb", ""),
                        models.Q(("refusal", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="evidence_has_the_files_of_its_state",
            ),
        ),
        migrations.AddConstraint(
            "evidence",
            models.CheckConstraint(
                condition=models.Q(
                    ("hidden_at", None),
                    ("hidden_by", None),
                )
                | models.Q(("hidden_at__isnull", False), ("hidden_by__isnull", False)),
                name="evidence_is_hidden_by_somebody",
            ),
        ),
    ]
