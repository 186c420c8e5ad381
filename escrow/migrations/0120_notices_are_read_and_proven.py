"""An inbox, proof of what was sent, and an end for what cannot be sent."""

from django.conf import settings
from django.db import migrations, models


# After so many tries nothing more was sent; that was known by the count alone.
GIVEN_UP = """
    UPDATE escrow_notice SET given_up_at = now() WHERE sent_at IS NULL AND attempts >= 10
"""


class Migration(migrations.Migration):
    dependencies = [
        ("escrow", "0069_cancelled_by_its_buyer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="notice",
            name="notice_unsent",
        ),
        migrations.AddField(
            model_name="notice",
            name="answer",
            field=models.TextField(blank=True, default="", verbose_name="the provider's answer"),
        ),
        migrations.AddField(
            model_name="notice",
            name="gist",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="notice",
            name="given_up_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="html",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="notice",
            name="kept_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="link",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="notice",
            name="message_id",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="notice",
            name="next_try_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="read_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="sent_to",
            field=models.EmailField(blank=True, default="", max_length=254),
        ),
        migrations.RunSQL(GIVEN_UP, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("given_up_at", None), ("kept_at", None), ("sent_at", None)),
                fields=["id"],
                name="notice_unsent",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["to", "-created_at", "-id"], name="notices_of_a_person"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(
                    ("read_at", None), models.Q(("subject_line", ""), _negated=True)
                ),
                fields=["to"],
                name="notices_unread",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("given_up_at", None), ("kept_at", None), ("sent_at", None)),
                    models.Q(("given_up_at", None), ("kept_at", None), ("sent_at__isnull", False)),
                    models.Q(("given_up_at", None), ("kept_at__isnull", False), ("sent_at", None)),
                    models.Q(("given_up_at__isnull", False), ("kept_at", None), ("sent_at", None)),
                    _connector="OR",
                ),
                name="a_notice_ends_in_one_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at", None),
                    models.Q(
                        models.Q(("body", ""), _negated=True),
                        models.Q(("subject_line", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_sent_notice_keeps_its_words",
            ),
        ),
    ]
