"""Where a case stands in the queue: its day, brought forward by what weighs."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0101_four_eyes_are_kept"),
        ("marketplace", "0200_facts_know_buyer_and_shelf"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="dispute",
            name="cases_by_urgency",
        ),
        migrations.AddField(
            model_name="dispute",
            name="band",
            field=models.CharField(
                blank=True,
                choices=[
                    ("small", "Small: clear cases of this size are paid by themselves"),
                    ("middle", "Middle: one person decides"),
                    ("large", "Large: a second person reads it"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="head_start_minutes",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="dispute",
            name="touch_by",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="dispute",
            name="touched_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="dispute",
            name="urgent_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="dispute",
            name="urgent_for",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "escalated",
                            "under_review",
                            "appealed",
                            "evidence_requested",
                            "draft_decision",
                        ],
                    )
                ),
                fields=["urgent_at", "id"],
                name="queue_by_urgency",
            ),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "escalated",
                            "under_review",
                            "appealed",
                            "evidence_requested",
                            "draft_decision",
                        ],
                    )
                ),
                fields=["assignee", "urgent_at"],
                name="queue_of_a_colleague",
            ),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["-opened_at", "-id"], name="cases_by_age"),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["reason", "-opened_at"], name="cases_of_a_reason"),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["state", "-opened_at"], name="cases_in_a_state"),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["assignee", "-opened_at"], name="cases_of_a_colleague"),
        ),
        migrations.RunSQL(
            """
            UPDATE disputes_dispute SET band = 'middle',
                urgent_at = coalesce(decide_by, escalated_at, opened_at),
                touch_by = coalesce(escalated_at, opened_at) + interval '24 hours'
            WHERE state IN ('escalated', 'under_review', 'appealed', 'evidence_requested',
                'draft_decision')
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["escalated", "under_review", "appealed"]), _negated=True
                    ),
                    ("urgent_at__isnull", False),
                    _connector="OR",
                ),
                name="what_waits_for_staff_is_in_the_queue",
            ),
        ),
    ]
