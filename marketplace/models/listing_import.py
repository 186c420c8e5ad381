from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.urls import reverse

from sellers.models import Seller


class ListingImport(models.Model):
    """A file of listings that a seller has brought: looked at first, and taken in when they say so.

    `report` is what is known of it: `rows`, `good`, `new`, `changed`, `same`, and `wrong`, a list of
    (line, column, sentence).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="listing_imports")
    name = models.CharField(max_length=120)
    content = models.TextField()
    report: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    brought_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["seller", "-brought_at"], name="imports_of_a_seller")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("desk_import", args=[self.pk])
