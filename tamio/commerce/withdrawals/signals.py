"""What rooms above this one may hear, in the transaction in which it happens."""

from django.dispatch import Signal

#: `withdrawal` with its credit note, `by` and `now`. Whoever hears it must not fail.
accepted = Signal()
