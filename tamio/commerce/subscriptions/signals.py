"""What rooms above this one may hear, in the transaction in which it happens."""

from django.dispatch import Signal

#: `subscription`, `period` with its invoice, and `now`. Whoever hears it must not fail.
billed = Signal()
#: `subscription` and `now`: it has been cancelled, has run out, or was withdrawn from.
ended = Signal()
#: `subscription` and `now`: the customer or the store wants it no more; it may still run out.
cancelled = Signal()
#: `subscription` and `now`: it is wanted after all.
uncancelled = Signal()
