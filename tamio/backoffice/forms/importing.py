"""A file of products or customers, as a merchant uploads it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tamio.commerce.importing.tables import MOST_BYTES


class ImportForm(forms.Form):
    """CSV or Excel. What is in it is looked at by a worker."""

    file = forms.FileField(
        label=_("file"),
        help_text=_("CSV or Excel (.xlsx). Nothing is changed until you have seen what it does."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(
                _("The file is too large: at most %(most)d MB."),
                params={"most": MOST_BYTES // 1_000_000},
            )
        return file


class ProductImportForm(ImportForm):
    """Another shop's prices are turned into the store's own way of stating them."""

    prices = forms.TypedChoiceField(
        label=_("prices in another shop's file"),
        choices=[
            ("", _("As this store states them")),
            ("with", _("With VAT")),
            ("without", _("Without VAT")),
        ],
        required=False,
        coerce=lambda value: value == "with",
        empty_value=None,
        help_text=_("For exports from Shopify and WooCommerce. The VAT is that of each product."),
    )
