"""A connected store with the whole chart, its two main accounts chosen."""

import pytest

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tests.fortnox.accounts import charts
from tests.fortnox.pages.conftest import (
    browser as browser,
)  # fmt: skip
from tests.fortnox.pages.conftest import (
    connected as connected,
)
from tests.fortnox.pages.conftest import (
    english as english,
)
from tests.fortnox.pages.conftest import (
    store as store,
)


@pytest.fixture
def shop(connected: Store) -> Store:
    charts.read(connected, charts.standard())
    return connected


@pytest.fixture
def settings_of_shop(shop: Store) -> Settings:
    return Settings.objects.get(store=shop)
