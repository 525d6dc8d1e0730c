"""A file of products, as a merchant uploads it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tamio.commerce.catalogue.exchange.sheets import MOST_BYTES


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
