from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _


class CategoryQuerySet(models.QuerySet["Category"]):
    def within(self, slug: str) -> CategoryQuerySet:
        """The shelf itself, and those on it."""
        return self.filter(models.Q(slug=slug) | models.Q(parent__slug=slug))

    def as_tree(self) -> CategoryQuerySet:
        """Each wide shelf, and its parts behind it."""
        place = Coalesce("parent__position", "position")
        wide_first = models.F("parent").asc(nulls_first=True)
        return self.select_related("parent").order_by(place, wide_first, "position", "name")


class Category(models.Model):
    """A shelf of the shop, perhaps one part of a wider shelf. There are two levels, never more."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    risky = models.BooleanField(default=False)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "categories"
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="a_shelf_is_no_part_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("category", args=[self.slug])

    def clean(self) -> None:
        """Two levels: a part has no parts of its own."""
        if self.parent and (self.parent.parent_id or (self.pk and self.parts.exists())):
            raise ValidationError(
                {"parent": _("Shelves have two levels: choose one that is no part itself.")}
            )

    def crumbs(self, *, here: bool = True) -> list[tuple[str, str]]:
        """Name and address from everything to this shelf; this page itself has no address."""
        wide = [(self.parent.name, self.parent.get_absolute_url())] if self.parent else []
        return [
            (_("Everything"), reverse("search")),
            *wide,
            (self.name, "" if here else self.get_absolute_url()),
        ]
