"""Partitions of the journal and the audit trail, made before their month begins."""

from django.db import connections

PREPARE = """
    SELECT escrow_prepare_month(parent, (date_trunc('month', now()) + make_interval(months => m))::date)
    FROM unnest(ARRAY['escrow_posting', 'escrow_auditentry']) parent, generate_series(0, 12) m
"""


def prepare() -> None:
    """A year ahead, by the owner's role; without it rows go into the default partition."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(PREPARE)
