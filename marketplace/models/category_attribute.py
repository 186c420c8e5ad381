from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.models.category import Category


class AttributeQuerySet(models.QuerySet["CategoryAttribute"]):
    def asked_on(self, shelf: Category) -> AttributeQuerySet:
        """What is asked of things on a shelf: the wide shelf's, then its own."""
        wide = models.Q(category=shelf.parent_id) if shelf.parent_id else models.Q(pk=None)
        wide_first = models.F("category__parent").asc(nulls_first=True)
        return self.filter(models.Q(category=shelf) | wide).order_by(wide_first, "position", "pk")


class CategoryAttribute(models.Model):
    """A fact that every thing on a shelf can say of itself: material, size, brand.

    `code` is what a dispute calls it ("material"), so that a claim and the listing can be laid side
    by side; `choices` are the answers of a choice.
    """

    class Kind(models.TextChoices):
        WORDS = "words", gettext_lazy("A few words")
        NUMBER = "number", gettext_lazy("A number")
        ONE = "one", gettext_lazy("One of several")

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="attributes")
    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.WORDS)
    choices = models.JSONField(default=list, blank=True)
    unit = models.CharField(max_length=12, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = AttributeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "code"], name="a_shelf_asks_each_fact_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="one") | ~models.Q(choices=[]),
                name="one_of_several_has_choices",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A list of words, where one of several is asked for."""
        are_words = isinstance(self.choices, list) and all(isinstance(c, str) for c in self.choices)
        if not are_words or (self.kind == self.Kind.ONE and not self.choices):
            raise ValidationError({"choices": _('Write a list of words: ["Cotton", "Linen"]')})
