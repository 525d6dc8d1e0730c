"""What rooms above this one may hear, in the transaction in which it happens."""

from django.dispatch import Signal

#: `note`, a CreditNote that is about to be issued, its `lines`, and `now`. Whoever hears it may
#: refuse with a ValidationError: then nothing is credited.
crediting = Signal()

#: `note`, a CreditNote that has just been issued, and `now`. Whoever hears it must not fail.
credited = Signal()
