"""The index: a store's words, which products use them, and the pairs of letters they hold.

Typing errors are looked for among the words and not among the products: fifty thousand products
are written in some thousands of words. See docs/decisions/0036-search-by-words.md.
"""

from django.db import models

from tamio.commerce.catalogue.models import Product
from tamio.commerce.stores.models import Store

#: The longest word that is kept whole.
MOST_LETTERS = 40


class Word(models.Model):
    """A word as it is compared: small letters a to z and digits, without accents."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=MOST_LETTERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "text"], name="a_word_once_a_store")
        ]

    def __str__(self) -> str:
        return self.text


class Pair(models.Model):
    """Two letters that stand beside each other in a word; a space is its beginning or end."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+", db_index=False)
    text = models.CharField(max_length=2)
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="pairs")

    class Meta:
        indexes = [models.Index(fields=["store", "text", "word"], name="words_by_pair")]

    def __str__(self) -> str:
        return self.text


class Use(models.Model):
    """A product that a word stands in; `weight` is more for a name than for a description."""

    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="uses", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    weight = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["word", "product", "weight"], name="products_by_word")]

    def __str__(self) -> str:
        return f"{self.word_id} in {self.product_id}"


class Entry(models.Model):
    """That a product is in the index; `digest` is MD5 of the name and description that are."""

    product = models.OneToOneField(
        Product, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return str(self.product_id)
