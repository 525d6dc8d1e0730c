"""What rooms above this one may hear, in the transaction in which it happens.

Whoever hears must not fail: money that has come would go unnoticed.
"""

from django.dispatch import Signal

#: `payment` and `now`: what is due or what has come is another sum.
settled = Signal()
#: `attempt` and `now`: a draw has its final answer.
drawn = Signal()
#: `card` and `now`: a customer has left a card, the first or another.
card_saved = Signal()
