"""Settings with commerce and what it records in, and nothing else: no door, no integration."""

from tests.settings import *  # noqa: F403
from tests.settings import COMMERCE, WAKE_UPS

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    *WAKE_UPS,
    "tamio.outbox",
    *COMMERCE,
]
MIDDLEWARE = []
TEMPLATES = []
ROOT_URLCONF = "tests.commerce.no_pages"
