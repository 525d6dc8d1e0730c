"""Django's settings: one file, everything that varies comes from the environment."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from tamio.config import mail
from tamio.config.environment import database_settings, from_process
from tamio.config.mail import mail_settings

PACKAGE = Path(__file__).resolve().parent.parent
ENVIRONMENT = from_process(env_file=Path(os.environ.get("TAMIO_ENV_FILE", ".env")))

SECRET_KEY = ENVIRONMENT.tamio_secret_key
DEBUG = False
_PUBLIC = urlsplit(ENVIRONMENT.tamio_url)
_SECURE = _PUBLIC.scheme == "https"
#: The installation's own. A shop's own domain is in the database: tamio/storefront/hosts.py asks it
#: before anything else sees a request, and Django is told to leave that to it.
PLATFORM_HOSTS = [_PUBLIC.hostname or "", "127.0.0.1", "localhost"]
ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.tamio_url]

DATABASES = {"default": database_settings(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

COMMERCE = [
    "tamio.commerce.audit",
    "tamio.commerce.mail",
    "tamio.commerce.people",
    "tamio.commerce.stores",
    "tamio.commerce.tokens",
    "tamio.commerce.content",
    "tamio.commerce.catalogue",
    "tamio.commerce.search",
    "tamio.commerce.customers",
    "tamio.commerce.invoices",
    "tamio.commerce.shipping",
    "tamio.commerce.payments",
    "tamio.commerce.documents",
    "tamio.commerce.offers",
    "tamio.commerce.links",
    "tamio.commerce.fulfilment",
    "tamio.commerce.letters",
    "tamio.commerce.withdrawals",
    "tamio.commerce.giftcards",
    "tamio.commerce.subscriptions",
    "tamio.commerce.dunning",
    "tamio.commerce.sandbox",
    "tamio.commerce.checkout",
]
INTEGRATIONS = ["tamio.fortnox"]
# Its table carries the wake-ups of lanes. On SQLite they need none, and it has no such table.
WAKE_UPS = (
    ["procrastinate.contrib.django"] if "postgresql" in DATABASES["default"]["ENGINE"] else []
)
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    *WAKE_UPS,
    "tamio.outbox",
    *COMMERCE,
    "tamio.look",
    "tamio.storefront",
    "tamio.backoffice",
    "tamio.backoffice.lists",
    # After the back office, whose sign-in pages stand in for its own.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "tamio.api",
    "ninja",
    *INTEGRATIONS,
    "tamio.config",
]

#: How many proxies of our own a request comes through.
TRUSTED_PROXIES = ENVIRONMENT.tamio_trusted_proxies

MIDDLEWARE = [
    "tamio.config.visitors.VisitorsAddress",
    "tamio.storefront.hosts.StoresByHost",
    "tamio.api.manners.ApiManners",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tamio.backoffice.signing_in.seen.Seen",
    "tamio.look.middleware.ContentSecurityPolicy",
]

ROOT_URLCONF = "tamio.config.urls"
WSGI_APPLICATION = "tamio.config.wsgi.application"

FORM_RENDERER = "tamio.look.renderer.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["tamio.look.templatetags.look"],
        },
    }
]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/backoffice/"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "tamio.backoffice.accounts.InvitedOnly"
MFA_ADAPTER = "tamio.backoffice.signing_in.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# People are invited by mail: the address is known before the account.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Tamio"
MFA_TOTP_TOLERANCE = 1  # a clock that is half a minute off
# Browsers allow passkeys on http://localhost too, where one develops.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _SECURE

# In the database, so that the throttle on sign-in counts over all processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
globals().update(mail_settings(ENVIRONMENT.tamio_mail_url))  # EMAIL_BACKEND and its like
EMAIL_TIMEOUT = mail.TIMEOUT
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.tamio_mail_from

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "commerce" / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("TAMIO_STATIC_ROOT")
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tamio.look.storage.StaticFiles"},
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SECURE_SSL_REDIRECT = _SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
X_FRAME_OPTIONS = "DENY"
# An invoice of a thousand lines is credited with two fields a line.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000

# Pictures that merchants have uploaded.
FILES_DIR = ENVIRONMENT.tamio_files_dir

OUTBOX_LEASE_SECONDS = 15
TOKEN_KEYS = ENVIRONMENT.tamio_token_keys
STRIPE_URL = ENVIRONMENT.tamio_stripe_url
TEST_PAYMENTS = ENVIRONMENT.tamio_test_payments
METRICS_TOKEN = ENVIRONMENT.tamio_metrics_token
#: "" where no register of VAT numbers is asked.
VIES_URL = "" if ENVIRONMENT.tamio_vies_url == "off" else ENVIRONMENT.tamio_vies_url

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
        "stripe": {"level": "WARNING"},
        "httpx2": {"level": "WARNING"},
        "httpcore2": {"level": "WARNING"},
    },
}
