from django.db import models


class SearchWord(models.Model):
    """A word that stands in titles, without accents, and how many things for sale have it.

    What people type is completed and corrected from these words. They are counted again by the
    clock; a word nobody sells any more stays, with none.
    """

    word = models.CharField(max_length=40, primary_key=True)
    listings = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.word
