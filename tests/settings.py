"""Settings of the test run: the real ones, over an environment that needs no file."""

import os

for name, value in {
    "DATABASE_URL": "sqlite:///build/tests.sqlite3",
    "TAMIO_SECRET_KEY": "a-key-for-tests-only-of-enough-length",
    "TAMIO_TOKEN_KEYS": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
    "TAMIO_VIES_URL": "off",
    "FORTNOX_CLIENT_ID": "tests",
    "FORTNOX_CLIENT_SECRET": "tests-secret",
    "TAMIO_ENV_FILE": "tests/absent.env",
}.items():
    os.environ.setdefault(name, value)

from tamio.config.settings import *  # noqa: E402, F403

# Fast hashing: the tests sign in often, and none of them is about the cost of a guess.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Every test client would otherwise read all static files before its first page.
WHITENOISE_AUTOREFRESH = True

# What Django's test client calls itself.
PLATFORM_HOSTS = [*PLATFORM_HOSTS, "testserver"]  # noqa: F405

# In memory, as for Django's own backend; by itself each process would make a file of its own.
if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405
