"""A picture of a product, as a merchant uploads it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tamio.look.fields import validate_printable


class PictureForm(forms.Form):
    """The file, and what it shows in words."""

    file = forms.FileField(
        label=_("picture"),
        help_text=_("JPEG, PNG, WebP or GIF, at most 15 MB. The shop shows it in several sizes."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    alt = forms.CharField(
        label=_("what it shows"),
        max_length=200,
        required=False,
        validators=[validate_printable],
        help_text=_("For those who cannot see it, and for search engines: one short sentence."),
    )


class AltForm(forms.Form):
    """What a picture shows, changed later."""

    alt = forms.CharField(
        label=_("what it shows"), max_length=200, required=False, validators=[validate_printable]
    )
