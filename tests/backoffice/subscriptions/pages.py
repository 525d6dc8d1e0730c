"""The pages of subscriptions as a test reads them."""

from typing import Any

from django.test import Client

from tamio.commerce.subscriptions.models import Subscription
from tests.storefront.shopping import seen

LIST = "/backoffice/glashyttan/subscriptions/"


def page(browser: Client, path: str = "", *, status: int = 200, **asked: Any) -> str:
    answer = browser.get(LIST + path, asked)
    assert answer.status_code == status, answer.content.decode()[:500]
    return seen(answer)


def act(browser: Client, subscription: Subscription, what: str, **given: Any) -> str:
    """What is said after it."""
    answer = browser.post(f"{LIST}{subscription.number}/{what}/", given, follow=True)
    return seen(answer)
