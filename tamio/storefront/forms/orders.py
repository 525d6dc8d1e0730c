"""Asks for the link to all one's orders."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OrdersForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The one that you ordered with."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
