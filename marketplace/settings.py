"""Settings, all of them from the environment. docs/operating.md lists the variables.

Three ways to run: production (wherever DATABASE_URL is set), the demo (HOLDFAST_DEMO=1),
and development (DEBUG=1, or no DATABASE_URL: this checkout's embedded services are used).
"""

import base64
import os
import secrets
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from marketplace import logs, media_settings, payment_settings, schedule
from marketplace.embedded.state import Services, default_directory
from marketplace.environment import env
from marketplace.media_settings import *  # noqa: F403
from marketplace.operation_settings import *  # noqa: F403
from marketplace.payment_settings import *  # noqa: F403 (each of them is a setting)

BASE_DIR = Path(__file__).resolve().parents[1]
STATE_DIR = default_directory()

# -- How we run ----------------------------------------------------------------

TESTING = "pytest" in sys.modules  # pytest-django reads this file before any hook of ours can run
HOLDFAST_DEMO = env.bool("HOLDFAST_DEMO", default=False)
HOLDFAST_PUBLIC_DEMO = env.bool("HOLDFAST_PUBLIC_DEMO", default=False)
# One person runs the shop: what needs a second person cools for an hour instead.
HOLDFAST_SOLO_OPERATOR = env.bool("HOLDFAST_SOLO_OPERATOR", default=False)
IS_NAMED = {"DATABASE_URL", "DATABASE_URL_FILE"} & set(os.environ)
DEBUG = env.bool("DEBUG", default=not IS_NAMED and not HOLDFAST_DEMO)
PRODUCTION = not (DEBUG or HOLDFAST_DEMO or TESTING)


def local_secret() -> str:
    """A key of this checkout's own, made once; production must bring its own."""
    if PRODUCTION:
        raise ImproperlyConfigured("Set SECRET_KEY (50 random characters or more).")
    return kept_secret("secret_key", secrets.token_urlsafe(60))


def kept_secret(name: str, fresh: str) -> str:
    """What lies in this checkout under the name; the fresh one, where nothing does."""
    STATE_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = STATE_DIR / name
    if not kept.exists():
        draft = kept.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(fresh)
        draft.replace(kept)
    return kept.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Signs records and roots: 32 random bytes as base64. Older public keys still prove. docs/records.md
HOLDFAST_RECORD_KEY = env.str("HOLDFAST_RECORD_KEY", default="")
if not HOLDFAST_RECORD_KEY and not PRODUCTION:
    fresh_key = base64.b64encode(secrets.token_bytes(32)).decode()
    HOLDFAST_RECORD_KEY = kept_secret("record_key", fresh_key)
HOLDFAST_RECORD_OLD_KEYS = env.list("HOLDFAST_RECORD_OLD_KEYS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# -- What Holdfast may do -------------------------------------------------------

HOLDFAST_CURRENCY = env.str("HOLDFAST_CURRENCY", default="EUR")
# The sandbox takes no real money, so production has to name what does.
HOLDFAST_GATEWAYS = env.list(
    "HOLDFAST_GATEWAYS", default=["balance"] if PRODUCTION else ["sandbox", "balance"]
)
HOLDFAST_ENABLED_CURRENCIES = env.list(
    "HOLDFAST_ENABLED_CURRENCIES", default=["EUR", "USD", "GBP", "BRL", "JPY", "KWD"]
)
# Our staff enter their desk with a second step only.
HOLDFAST_STAFF_SECOND_STEP = env.bool("HOLDFAST_STAFF_SECOND_STEP", default=PRODUCTION)
# What is added to things sent to a country, and passed on: GB:VAT:20 (marketplace/taxes.py).
HOLDFAST_TAXES = env.list("HOLDFAST_TAXES", default=[])
# By the carrier's code: one secret, or two with a space between them while they change.
HOLDFAST_CARRIER_SECRETS = env.dict("HOLDFAST_CARRIER_SECRETS", default={})
# Networks (CIDR) that shops' webhooks may reach although they are not public.
HOLDFAST_WEBHOOKS_MAY_REACH = env.list("HOLDFAST_WEBHOOKS_MAY_REACH", default=[])
# Without a worker, files are decoded where somebody waits for them.
HOLDFAST_CHECKS_AT_ONCE = env.bool("HOLDFAST_CHECKS_AT_ONCE", default=DEBUG or TESTING)
# The application's database role may delete from these tables and from no other.
HOLDFAST_APP_MAY_DELETE = [
    "django_session",
    "django_admin_log",
    "account_emailaddress",
    "account_emailconfirmation",
    "disputes_disputeline",
    "disputes_savedview",
    "mfa_authenticator",
    "marketplace_apitoken",
    "marketplace_calendarfeed",
    "marketplace_cannedreply",
    "marketplace_cart",
    "marketplace_cartitem",
    "marketplace_categoryattribute",
    "marketplace_idempotencykey",
    "marketplace_listingimport",
    "marketplace_listingphoto",
    "marketplace_calendarfeed",
    "marketplace_savedaddress",
    "marketplace_shippinglane",
    "marketplace_user_groups",
    "marketplace_user_user_permissions",
    "marketplace_webhookattempt",
    "marketplace_webhookdelivery",
    "marketplace_webhookevent",
]

# -- Databases, cache, queue ------------------------------------------------------

embedded = Services.read(STATE_DIR)
embedded_urls = embedded.urls() if embedded and not PRODUCTION else {}


def service_url(name: str, default: str) -> str:
    """A URL from the environment, else from this checkout's embedded services."""
    return env.str(name, default="") or embedded_urls.get(name, default)


DATABASE_URL = service_url("DATABASE_URL", "postgres://127.0.0.1/holdfast")
DATABASE_OWNER_URL = service_url("DATABASE_OWNER_URL", "") or DATABASE_URL
REDIS_URL = service_url("REDIS_URL", "redis://127.0.0.1:6379/0")
REDIS_IS_NAMED = bool(env.str("REDIS_URL", default=""))

# `default` is the application. `owner` only migrates: manage.py migrate --database owner
DATABASES = {
    "default": environ.Env.db_url_config(DATABASE_URL),
    "owner": environ.Env.db_url_config(DATABASE_OWNER_URL),
}
# A copy that only reads, for pages that may be seconds behind. docs/scaling.md
DATABASE_REPLICA_URL = env.str("DATABASE_REPLICA_URL", default="")
if DATABASE_REPLICA_URL:
    DATABASES["replica"] = environ.Env.db_url_config(DATABASE_REPLICA_URL)
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
    DATABASE_ROUTERS = ["marketplace.replica.Router"]
for database in DATABASES.values():
    # A server that is not there is not waited for until the browser gives up.
    database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    # PgBouncer in transaction mode loses server-side cursors.
    database["DISABLE_SERVER_SIDE_CURSORS"] = env.bool("DATABASE_BEHIND_PGBOUNCER", default=False)
if env.bool("DATABASE_PREPARES", default=False):
    # Plans are kept by the connection: not for PgBouncer, good for long runs of the same stories.
    prepares = {"server_side_binding": True, "prepare_threshold": 3}
    DATABASES["default"].setdefault("OPTIONS", {}).update(prepares)
if env.bool("DATABASE_POOL", default=False):
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": 8,
        # Where a connection fails, its next tries come ever later; so they begin anew instead.
        "timeout": 3,
        "reconnect_timeout": 4,
    }
    # What a restarted server has cut is thrown away before anybody is given it.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# One for each process of the tests: to clear a cache is to empty its database.
CACHE_DATABASE = 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
REDIS_CACHE = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    # A database of its own: clearing the cache must not clear the queue.
    "LOCATION": env.str("CACHE_URL", default="")
    or urlsplit(REDIS_URL)._replace(path=f"/{CACHE_DATABASE}").geturl(),
    "KEY_PREFIX": f"test{os.getpid()}" if TESTING else "holdfast",
    # Whoever waits for a cache that hangs waits in vain.
    "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
}
# `default` guards doors: without it nobody signs in. The shop can do without `forgiving`.
CACHES = {
    "default": REDIS_CACHE,
    "forgiving": {**REDIS_CACHE, "BACKEND": "marketplace.forgiving_cache.ForgivingCache"},
    "sessions": {**REDIS_CACHE, "BACKEND": "marketplace.forgiving_cache.BriefCache"},
}
# The row is what counts; its copy spares each page a question.
SESSION_ENGINE, SESSION_CACHE_ALIAS = "django.contrib.sessions.backends.cached_db", "sessions"
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = schedule.TRANSPORT
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ROUTES = schedule.ROUTES
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = schedule.beat(demo=HOLDFAST_DEMO)
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE_DIR / "celerybeat-schedule")

# -- The application ---------------------------------------------------------------

ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"
ASGI_APPLICATION = "marketplace.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "marketplace.User"

INSTALLED_APPS = [
    "escrow",
    "sellers",
    "marketplace",
    "disputes",
    "disputes.apps.StaffSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "template_partials",
    "csp",
    "django_structlog",
]

MIDDLEWARE = [
    "marketplace.visitor_address.visitor_address",
    "marketplace.request_metrics.counted",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "marketplace.middleware.CompressedPages",
    "marketplace.middleware.Unavailable",
    "marketplace.replica.looking_around",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "marketplace.middleware.reader",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "marketplace.middleware.upload_is_told",
    "marketplace.request_log.RequestLog",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,  # template_partials wraps its loader around these by itself
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "marketplace.context.counts",
                "marketplace.context.demo_clock",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("de", _("German")),
    ("pt-br", _("Brazilian Portuguese")),
    ("zh-hans", _("Simplified Chinese")),
    ("ar", _("Arabic")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
# What people write leaves this machine only when an engine is named. docs/languages.md
HOLDFAST_TRANSLATOR = env.str("HOLDFAST_TRANSLATOR", default="none")
LIBRETRANSLATE_URL = env.str("LIBRETRANSLATE_URL", default="")
LIBRETRANSLATE_API_KEY = env.str("LIBRETRANSLATE_API_KEY", default="")
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["marketplace.formats"]
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(STATE_DIR / "static")))
# So many that a form can count them and say a sentence; the web server bounds their sum.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_HANDLERS = ["marketplace.bounded_upload.BoundedUpload"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(STATE_DIR / "media")))
MANIFEST = "marketplace.static_files.BundledStyles"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    **media_settings.stores(STATE_DIR),
    "staticfiles": {"BACKEND": PLAIN if DEBUG or TESTING else MANIFEST},
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
# A file is looked for when it is asked for, not all of them before the first page.
WHITENOISE_AUTOREFRESH = DEBUG or TESTING

# -- People -------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [{"NAME": "marketplace.breached_passwords.BreachedPasswordValidator"}]
# A server that knows breached passwords by k-anonymity; empty asks nobody.
HOLDFAST_BREACHED_PASSWORDS = env.str("HOLDFAST_BREACHED_PASSWORDS", default="")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    ACCOUNT_RATE_LIMITS = False

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_ADAPTER = "marketplace.accounts.AccountAdapter"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"signup": "marketplace.forms.people.SignUpForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = env.str(
    "ACCOUNT_EMAIL_VERIFICATION", default="mandatory" if PRODUCTION else "optional"
)
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever changes how one signs in, the person is told
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "marketplace.second_step.SecondStep"
MFA_FORMS = {
    "add_webauthn": "marketplace.forms.second_step.AddPasskeyForm",
    "edit_webauthn": "marketplace.forms.second_step.RenamePasskeyForm",
    "authenticate": "marketplace.forms.second_step.CodeForm",
    "reauthenticate": "marketplace.forms.second_step.CodeAgainForm",
    "activate_totp": "marketplace.forms.second_step.FirstCodeForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost

CONSOLE, DUMMY = "console", "dummy"
EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND",
    default=f"django.core.mail.backends.{DUMMY if HOLDFAST_DEMO else CONSOLE}.EmailBackend",
)
if {"EMAIL_URL", "EMAIL_URL_FILE"} & set(os.environ):
    globals().update(env.email_url("EMAIL_URL"))
if EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
    # The same, and what the server answered is kept as proof.
    EMAIL_BACKEND = "marketplace.mailing.AnsweringBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Holdfast <holdfast@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
HOLDFAST_BASE_URL = env.str("HOLDFAST_BASE_URL", default="http://127.0.0.1:8000")

# -- What browsers are told ------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *media_settings.origins()],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *payment_settings.PAGES],
        "frame-ancestors": [NONE],
    }
}
HTTPS_ONLY = env.bool("HTTPS_ONLY", default=PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS_ONLY
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz/?$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000 if HTTPS_ONLY else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS_ONLY
# The networks of our own proxies, which say where a visitor comes from; nobody else is believed.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# -- The API -------------------------------------------------------------------------

REST_FRAMEWORK = {
    # REMOTE_ADDR is the visitor's already; a header that anybody can write is none of DRF's business.
    "NUM_PROXIES": 0,
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "marketplace.api.signing.TokenSignIn",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "marketplace.api.document.Described",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "marketplace.api.pages.NewestFirst",
    "PAGE_SIZE": 50,
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
        "marketplace.api.throttles.Acting",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": "120/min",
        "user": "600/min",
        "login": "10/min",
        "suggestions": "300/min",
        "write": "120/min",
        "upload": "30/min",
        "messages": "60/min",
        "claims": "20/min",
    },
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "marketplace.api.problems.problem_json",
}
REST_KNOX = {"TOKEN_TTL": timedelta(days=30)}
KNOX_TOKEN_MODEL = "marketplace.ApiToken"  # noqa: S105
SPECTACULAR_SETTINGS = {
    "TITLE": "Holdfast",
    "DESCRIPTION": "A marketplace that holds the buyer's money until the goods are right.",
    "VERSION": "1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "AcceptOrContestEnum": ["accept", "contest"],
        "ReasonEnum": "disputes.known_reasons.CODES",
        "ReportReasonEnum": ["rude", "scam", "elsewhere", "spam", "other"],
        "CancelReasonEnum": ["changed_mind", "mistake", "address", "too_late", "other"],
        "ListingReportReasonEnum": "marketplace.models.listing_report.ReportReason",
    },
}

# -- Logs ------------------------------------------------------------------------------

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = False
DJANGO_STRUCTLOG_TRUST_UPSTREAM_CORRELATION_ID = False
LOGGING = logs.logging(json=PRODUCTION, level=env.str("LOG_LEVEL", default="INFO"))
