"""Categories and collections as a merchant writes them, and where a product belongs."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import CATEGORY, COLLECTION
from tamio.commerce.audit.record import Subject, values_of
from tamio.commerce.catalogue.models import Category, Collection, Product, Tag
from tamio.commerce.catalogue.tree import tree_of
from tamio.look.fields import validate_printable

_MOST_TAGS = 20
_MOST_TAG = 40


class _Placed(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """What categories and collections have in common: a name, and an address that follows it.

    `instance.store` is set by the view, from the address.
    """

    slug = forms.CharField(
        label=_("address"),
        max_length=80,
        required=False,
        help_text=_("Its part of the page's address. Leave it empty, and it follows the name."),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        validate_printable(name)
        return name

    def clean_slug(self) -> str:
        written: str = self.cleaned_data["slug"] or slug_of(self.cleaned_data.get("name", ""))
        if not written:
            return written
        others = type(self.instance).objects.filter(store=self.instance.store, slug=written)
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another one has this address. Write one of its own."))
        return written

    @property
    def subject(self) -> Subject:
        kind = CATEGORY if isinstance(self.instance, Category) else COLLECTION
        return Subject(
            store_id=self.instance.store_id,
            kind=kind,
            id=self.instance.pk,
            name=self.instance.name,
        )

    def was(self) -> dict[str, Any]:
        """What the database has of it; nothing of a new one."""
        if self.instance._state.adding:
            return {}
        stored = type(self.instance).objects.get(pk=self.instance.pk)
        return values_of(stored, fields=self.changed_data)


class CategoryForm(_Placed):
    """One category, and what it lies below."""

    parent = forms.ModelChoiceField(
        label=_("below"), queryset=Category.objects.none(), required=False
    )

    class Meta:
        model = Category
        fields = ["name", "parent", "slug", "position"]

    field_order = ["name", "parent", "slug", "position"]

    def __init__(self, data: Any = None, *, instance: Category) -> None:
        super().__init__(data, instance=instance)
        places = tree_of(instance.store).could_lie_below(instance)
        choice = self.fields["parent"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Category.objects.filter(pk__in=[each.category.pk for each in places])
        choice.choices = [
            ("", _("At the top")),
            *((each.category.pk, each.indented) for each in places),
        ]


class CollectionForm(_Placed):
    """One collection; its products choose it on their own pages."""

    class Meta:
        model = Collection
        fields = ["name", "description", "slug", "active", "position"]

    field_order = ["name", "description", "slug", "active", "position"]


class BelongsForm(forms.Form):
    """Where a product belongs: part of its page."""

    categories = forms.ModelMultipleChoiceField(
        label=_("categories"),
        queryset=Category.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    collections = forms.ModelMultipleChoiceField(
        label=_("collections"),
        queryset=Collection.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tags = forms.CharField(
        label=_("tags"),
        required=False,
        max_length=500,
        validators=[validate_printable],
        help_text=_("Words that shoppers can narrow a list by, parted by commas."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, product: Product) -> None:
        super().__init__(data, initial=_where(product))
        self._product = product
        for name in ("categories", "collections"):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelMultipleChoiceField)
            choice.queryset = getattr(product.store, name).all()
        tree = self.fields["categories"]
        assert isinstance(tree, forms.ModelMultipleChoiceField)
        tree.choices = [(each.category.pk, each.indented) for each in tree_of(product.store).walk()]

    def clean_tags(self) -> list[str]:
        words = [" ".join(word.split()) for word in self.cleaned_data["tags"].split(",")]
        tags = list({word.casefold(): word for word in words if word}.values())
        if len(tags) > _MOST_TAGS or any(len(tag) > _MOST_TAG for tag in tags):
            raise ValidationError(
                _("Write at most %(count)d tags of at most %(length)d characters."),
                params={"count": _MOST_TAGS, "length": _MOST_TAG},
            )
        return tags

    def write(self) -> dict[str, tuple[str, str]]:
        """Saves it; the names before and after, by what was changed. Inside a transaction."""
        product, changed = self._product, {}
        for name in ("categories", "collections"):
            before = _names(getattr(product, name).all())
            getattr(product, name).set(self.cleaned_data[name])
            changed[name] = (before, _names(self.cleaned_data[name]))
        before = _names(product.tags.all())
        product.tags.set(_tags(product, self.cleaned_data["tags"]))
        Tag.objects.filter(store=product.store, products=None).delete()
        changed["tags"] = (before, ", ".join(sorted(self.cleaned_data["tags"])))
        return {name: pair for name, pair in changed.items() if pair[0] != pair[1]}


def slug_of(name: str) -> str:
    """`Kaffe & te` as `kaffe-te`: what an address may hold; "" if nothing of it may stay."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")


def _where(product: Product) -> dict[str, Any]:
    if product._state.adding:
        return {}
    return {
        "categories": list(product.categories.values_list("pk", flat=True)),
        "collections": list(product.collections.values_list("pk", flat=True)),
        "tags": _names(product.tags.all()),
    }


def _names(rows: Any) -> str:
    return ", ".join(sorted(each.name for each in rows))


def _tags(product: Product, names: list[str]) -> list[Tag]:
    known = {each.name.casefold(): each for each in product.store.tags.all()}
    return [
        known.get(name.casefold()) or Tag.objects.create(store=product.store, name=name)
        for name in names
    ]
