"""The closed list of letters, and which of them a store may leave out."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    ORDER = "order", pgettext_lazy("letter", "Order confirmation")
    SHIPMENT = "shipment", pgettext_lazy("letter", "Shipment")
    CREDIT = "credit", pgettext_lazy("letter", "Credit note")
    REMINDER = "reminder", pgettext_lazy("letter", "Payment reminder")
    WITHDRAWAL = "withdrawal", pgettext_lazy("letter", "Acknowledgement of a withdrawal")
    ANSWER = "answer", pgettext_lazy("letter", "Answer to a withdrawal")
    LINK = "link", pgettext_lazy("letter", "Link to all orders")
    GIFT_CARD = "gift_card", pgettext_lazy("letter", "Gift card")
    CARD_ENDS = "card_ends", pgettext_lazy("letter", "A gift card ends soon")
    PRICE = "price", pgettext_lazy("letter", "New price of a subscription")
    NOTICE = "notice", pgettext_lazy("letter", "A withdrawal has come, to the store")


#: By the setting that says whether it is sent. All others are asked for by law or by the customer.
SWITCHES = {
    Kind.SHIPMENT: "sends_shipments",
    Kind.CREDIT: "sends_credits",
    Kind.REMINDER: "sends_reminders",
    Kind.CARD_ENDS: "sends_card_reminders",
}
