"""Settings of every installation, read from the environment; `.env.example` explains each name.

An installation is *local* while only loopback names may reach it: it then makes its own secret, its own PostgreSQL and
talks to the Midtrans simulator. Anything reachable from outside must be given real ones, or it does not start.
"""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from oscar.defaults import *  # noqa: F403

from sicantik.admin_look import COLORS as ADMIN_COLORS
from sicantik.embedded_postgres import database_settings

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- Where it runs ---------------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
PORT = env.int("PORT", default=8000)
SIMULATOR_PORT = env.int("SIMULATOR_PORT", default=PORT + 1)
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
BEHIND_TLS_PROXY = env.bool("BEHIND_TLS_PROXY", default=False)
LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "testserver"}
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
IS_LOCAL = set(ALLOWED_HOSTS) <= LOOPBACK and urlsplit(SITE_URL).hostname in {"127.0.0.1", "localhost", "::1"}


def _local_secret():
    """The secret of a local installation: made once, kept in VAR_DIR, readable by its owner only."""
    path = VAR_DIR / "secret_key"
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or (_local_secret() if IS_LOCAL else "")
if not IS_LOCAL and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "SECRET_KEY must be set to at least 50 random characters outside a local installation."
    )
if not IS_LOCAL and not env("DATABASE_URL", default=""):
    raise ImproperlyConfigured("DATABASE_URL must be set outside a local installation.")
if not IS_LOCAL and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG shows secrets to strangers: only a local installation may switch it on."
    )

ROOT_URLCONF = "sicantik.urls"
WSGI_APPLICATION = "sicantik.wsgi.application"
SITE_ID = 1
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "sicantik.errors.csrf_failure"

# --- Data ------------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": env.db("DATABASE_URL")
    if env("DATABASE_URL", default="")
    else database_settings(VAR_DIR / "postgres")
}
DATABASES["default"].setdefault("CONN_MAX_AGE", env.int("CONN_MAX_AGE", default=60))
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# By default a full table of 300 entries loses some of them: enough strangers would wipe out the counts of attempts.
CACHES = {"default": env.cache("CACHE_URL", default="dbcache://cache?max_entries=20000")}
# Django throws entries away beyond 300, and with them the counts of rate limits.
CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 100_000)
# Oscar's kept but unforked apps get migrations of our own: see docs/decisions/0002-oscar-forks.md.
MIGRATION_MODULES = {
    label: f"sicantik.oscar_migrations.{label}" for label in ("communication", "offer", "voucher", "customer")
}

MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if env("AWS_STORAGE_BUCKET_NAME", default=""):
    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage"}
    AWS_STORAGE_BUCKET_NAME = env("AWS_STORAGE_BUCKET_NAME")
    AWS_S3_ENDPOINT_URL = env("AWS_S3_ENDPOINT_URL", default=None)
    AWS_S3_REGION_NAME = env("AWS_S3_REGION_NAME", default=None)
    AWS_S3_CUSTOM_DOMAIN = env("AWS_S3_CUSTOM_DOMAIN", default=None)
    AWS_ACCESS_KEY_ID = env("AWS_ACCESS_KEY_ID", default=None)
    AWS_SECRET_ACCESS_KEY = env("AWS_SECRET_ACCESS_KEY", default=None)
    AWS_QUERYSTRING_AUTH = False
    AWS_S3_FILE_OVERWRITE = False
    # A picture's name follows from its content.
    AWS_S3_OBJECT_PARAMETERS = {"CacheControl": "public, max-age=31536000, immutable"}

# --- Parts -----------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "sicantik.apps.ShopAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.forms",
    "sicantik.apps.ShopStaticConfig",
    "upt_accounts.users",
    "upt_accounts.states",
    "upt_accounts.regions",
    "upt_accounts.apps.UptAccountsConfig",
    "catalog.apps.CatalogConfig",
    "catalog.capacity",
    "catalog.curation",
    "catalog.promotion",
    "orders.apps.OrdersConfig",
    "orders.addresses.apps.AddressesConfig",
    "orders.basket.apps.BasketConfig",
    "orders.checkout.apps.CheckoutConfig",
    "orders.shipping.apps.ShippingConfig",
    "orders.payments.apps.PaymentsConfig",
    "sicantik.apps.SicantikShop",
    "sicantik.apps.CustomerConfig",
    "sicantik.apps.DashboardStub",
    "oscar.apps.communication.apps.CommunicationConfig",
    "oscar.apps.offer.apps.OfferConfig",
    "oscar.apps.voucher.apps.VoucherConfig",
    "sicantik",
    "treebeard",
    "allauth",
    "allauth.account",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "pgtrigger",
    "phonenumber_field",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "sicantik.middleware.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sicantik.middleware.PageCompressionMiddleware",
    "sicantik.middleware.CachingMiddleware",
    "sicantik.middleware.LegibleCookiesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sicantik.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "orders.basket.middleware.BasketMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sicantik.context.site",
            ],
        },
    }
]

# Form widgets may have templates of ours, too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
UNFOLD = {
    "SITE_TITLE": "SICANTIK",
    "SITE_HEADER": "SICANTIK",
    "STYLES": ["sicantik.admin_look.tokens", "sicantik.admin_look.frame", "sicantik.admin_look.pieces"],
    "SITE_ICON": "sicantik.admin_look.mark",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "sicantik.admin_look.mark"}],
    "BORDER_RADIUS": "8px",
    "COLORS": ADMIN_COLORS,
    "SIDEBAR": {"navigation": "sicantik.admin_navigation.navigation"},
    "DASHBOARD_CALLBACK": "orders.admin.start.context",
}

# --- People ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "upt_accounts.users.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
# An account has one address; another one takes its place once it is proved.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Strangers' addresses get no mail, whoever types them into a form.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    name: f"upt_accounts.users.forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "signup": "SignupForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "reauthenticate": "ReauthenticateForm",
        "add_email": "AddEmailForm",
    }.items()
}
# Whose attempts are counted: so many entries at the end of X-Forwarded-For were written by proxies of our own, and
# what stands before them is a visitor's word.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=int(BEHIND_TLS_PROXY))
# How often a lost order link may be asked for, by address of the visitor and by e-mail; see orders/lookup.py.
ACCOUNT_RATE_LIMITS = {"order_lookup": "20/h/ip,5/h/key"}

# --- Language, place, money ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "sicantik" / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["sicantik.formats"]
PHONENUMBER_DEFAULT_REGION = "ID"

OSCAR_SHOP_NAME = "SICANTIK"
OSCAR_DEFAULT_CURRENCY = "IDR"
OSCAR_CURRENCY_FORMAT = {"IDR": {"format": "¤#,##0", "currency_digits": False}}
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_INITIAL_ORDER_STATUS = "awaiting_payment"
OSCAR_INITIAL_LINE_STATUS = ""
OSCAR_REQUIRED_ADDRESS_FIELDS = ("first_name", "line1", "postcode")
OSCAR_DELETE_IMAGE_FILES = False
OSCAR_EAGER_ALERTS = False
OSCAR_SAVE_SENT_EMAILS_TO_DB = False
OSCAR_MAX_BASKET_QUANTITY_THRESHOLD = None
OSCAR_BASKET_COOKIE_SECURE = not IS_LOCAL
OSCAR_BASKET_COOKIE_LIFETIME = 30 * 24 * 60 * 60

# --- Payment ---------------------------------------------------------------------------------------------------------
MIDTRANS_SIMULATOR_KEY = "SB-Mid-server-simulator"
MIDTRANS_SERVER_KEY = env("MIDTRANS_SERVER_KEY", default="") or MIDTRANS_SIMULATOR_KEY
MIDTRANS_CLIENT_KEY = env("MIDTRANS_CLIENT_KEY", default="SB-Mid-client-simulator")
MIDTRANS_IS_PRODUCTION = env.bool("MIDTRANS_IS_PRODUCTION", default=False)
_simulator = f"http://127.0.0.1:{SIMULATOR_PORT}" if MIDTRANS_SERVER_KEY == MIDTRANS_SIMULATOR_KEY else ""
MIDTRANS_SNAP_BASE_URL = env("MIDTRANS_SNAP_BASE_URL", default="") or (_simulator and f"{_simulator}/snap/v1")
MIDTRANS_CORE_BASE_URL = env("MIDTRANS_CORE_BASE_URL", default="") or _simulator
# Seconds to connect and seconds to wait for an answer; the sum stays far below Midtrans' own 15 s for notifications.
MIDTRANS_TIMEOUT = tuple(env.list("MIDTRANS_TIMEOUT", cast=float, default=[3.0, 5.0]))
# The outer limit of the ways to pay that staff switch on, by Midtrans' names (bca_va, other_qris, …); empty: none.
MIDTRANS_CHANNELS = env.list("MIDTRANS_CHANNELS", default=[])
PAYMENT_EXPIRY_MINUTES = env.int("PAYMENT_EXPIRY_MINUTES", default=24 * 60)
# News of money paid in the last second may take a while; until then an overdue order keeps its goods.
PAYMENT_GRACE_MINUTES = env.int("PAYMENT_GRACE_MINUTES", default=min(15, PAYMENT_EXPIRY_MINUTES))
# A parcel of which its buyer says nothing counts as received so many days after the last day of its arrival.
RECEIPT_AFTER_DAYS = env.int("RECEIPT_AFTER_DAYS", default=7)
PAYMENT_EXPIRE_EVERY = env.int("PAYMENT_EXPIRE_EVERY", default=60)
PAYMENT_RECONCILE_EVERY = env.int("PAYMENT_RECONCILE_EVERY", default=120)
if MIDTRANS_IS_PRODUCTION and (
    MIDTRANS_SERVER_KEY.startswith("SB-") or MIDTRANS_SNAP_BASE_URL or MIDTRANS_CORE_BASE_URL
):
    raise ImproperlyConfigured(
        "Midtrans production needs a production server key and Midtrans' own addresses."
    )
if not IS_LOCAL and MIDTRANS_SERVER_KEY == MIDTRANS_SIMULATOR_KEY:
    raise ImproperlyConfigured(
        "MIDTRANS_SERVER_KEY must be set outside a local installation: it signs messages."
    )

# --- Mail and tasks --------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email("EMAIL_URL", default="filemail://")
vars().update(EMAIL_CONFIG)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="SICANTIK <toko@sicantik.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
OSCAR_FROM_EMAIL = DEFAULT_FROM_EMAIL
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "pictures"]}}

# --- Security --------------------------------------------------------------------------------------------------------
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS_PROXY else None
SECURE_SSL_REDIRECT = not IS_LOCAL
# A redirected notification is lost for good (docs: midtrans retries), and probes come by plain http.
SECURE_REDIRECT_EXEMPT = [r"^pembayaran/midtrans/notifikasi/?$", r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if IS_LOCAL else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not IS_LOCAL
SECURE_HSTS_PRELOAD = not IS_LOCAL
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not IS_LOCAL
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
_media_origin = [f"https://{AWS_S3_CUSTOM_DOMAIN}"] if globals().get("AWS_S3_CUSTOM_DOMAIN") else []  # noqa: F405
# A form that is answered with a redirect to Midtrans counts as one sent there.
_payment_page = "https://app.midtrans.com" if MIDTRANS_IS_PRODUCTION else "https://app.sandbox.midtrans.com"
if MIDTRANS_SNAP_BASE_URL:
    _payment_page = "{0.scheme}://{0.netloc}".format(urlsplit(MIDTRANS_SNAP_BASE_URL))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_media_origin],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, _payment_page],
    }
}

# --- The shop --------------------------------------------------------------------------------------------------------
# Says on every page that the goods are examples; on while the demo data is what the shop shows.
DEMO_SITE = env.bool("DEMO_SITE", default=IS_LOCAL)
PRODUCTS_PER_PAGE = 24

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
