"""What rooms above this one may hear, in the transaction in which it happens."""

from django.dispatch import Signal

#: `payment`, a Payment whose sums and standing have just been worked out anew, and `now`. Whoever
#: hears it must not fail.
settled = Signal()
