"""
Django's settings. All that an office may choose comes from the environment; docs/van-hanh.md lists it.

    TUONGDONG_HOME        the database, originals, search index and secret key
    DATABASE_URL          postgresql://user:password@host:port/name   (default: SQLite in TUONGDONG_HOME)
    TUONGDONG_HOSTS       names under which the office is reached, by comma   (default: this machine only)
    TUONGDONG_HTTPS       1 behind a server that speaks HTTPS
    TUONGDONG_SECRET_KEY  instead of the file that `serve` makes
    EMAIL_URL             smtp://user:password@host:port              (default: mail is printed)
    OIDC_URL, OIDC_CLIENT, OIDC_SECRET, OIDC_NAME                     sign-in with the office's own accounts
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.management.utils import get_random_secret_key

from tuongdong import settings as ground

BASE = Path(__file__).resolve().parent
HOME = ground.home()
KEY_FILE = HOME / "secret-key"


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in ("1", "true", "yes")


def _secret_key() -> str:
    """From the environment or the file of `serve`; else one that lasts as long as this process."""
    if given := os.environ.get("TUONGDONG_SECRET_KEY"):
        return given
    return KEY_FILE.read_text().strip() if KEY_FILE.exists() else get_random_secret_key()


def database(url: str | None) -> dict[str, Any]:
    """The settings of a database by its address; SQLite in TUONGDONG_HOME for none."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "tuongdong.sqlite3",
            # IMMEDIATE: a transaction that will write waits for its turn at its start. Deferred, it fails as soon as
            # another has written since it began to read (8 writers: 675 of 800 were refused, none with this).
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
            },
        }
    at = urlsplit(url)
    if at.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"DATABASE_URL: {at.scheme!r} is not known; give postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(at.path.lstrip("/")),
        "USER": unquote(at.username or ""),
        "PASSWORD": unquote(at.password or ""),
        "HOST": unquote(at.hostname or ""),
        "PORT": str(at.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(at.query)),
    }


def sign_in_elsewhere(given: Mapping[str, str]) -> dict[str, Any]:
    """The office's own sign-in server, where one is named."""
    if not given.get("OIDC_URL"):
        return {"openid_connect": {"APPS": []}}
    app = {
        "provider_id": "office",
        "name": given.get("OIDC_NAME", "OpenID Connect"),
        "client_id": given.get("OIDC_CLIENT", ""),
        "secret": given.get("OIDC_SECRET", ""),
        "settings": {"server_url": given["OIDC_URL"]},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def content_policy(given: Mapping[str, str]) -> str:
    """Nothing from outside. Browsers hold a form's redirect to its policy, too: the way to the sign-in server is open."""
    server = urlsplit(given.get("OIDC_URL", ""))
    elsewhere = f" {server.scheme}://{server.netloc}" if server.netloc else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'; form-action 'self'{elsewhere}; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    )


SECRET_KEY = _secret_key()
DEBUG = False
HTTPS = _flag("TUONGDONG_HTTPS")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *filter(None, os.environ.get("TUONGDONG_HOSTS", "").split(","))]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS[3:]] if HTTPS else []

INSTALLED_APPS = [
    "tuongdong.web.people",
    "tuongdong.web.library",
    "tuongdong.web.exchange",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "tuongdong.web.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "tuongdong.web.middleware.ContentSecurity",
    "tuongdong.web.middleware.NoNul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tuongdong.web.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tuongdong.web.middleware.AskedByScript",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tuongdong.web.people.audit.ActorMiddleware",
]

ROOT_URLCONF = "tuongdong.web.urls"
WSGI_APPLICATION = "tuongdong.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tuongdong.web.pages.office",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "tuongdong.web.templatetags.office"],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# One web process: counts of failed sign-ins are exact in its own memory.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- people

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "tuongdong.web.people.adapter.OfficeAdapter"
SOCIALACCOUNT_ADAPTER = "tuongdong.web.people.adapter.OfficeSocialAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by an administrator, who knows the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is mailed who has no account here
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = None
# Where the right address is given: ten wrong passwords in ten minutes lock it out, whatever the machine they come from.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,10/10m/key", "reset_password": "20/m/ip,5/m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "tuongdong"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = sign_in_elsewhere(os.environ)
USERSESSIONS_TRACK_ACTIVITY = False

# --- mail

DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "tuongdong@localhost")
if _mail := os.environ.get("EMAIL_URL"):
    _at = urlsplit(_mail)
    EMAIL_HOST, EMAIL_PORT = _at.hostname or "localhost", _at.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_at.username or ""), unquote(_at.password or "")
    EMAIL_USE_TLS = _at.scheme == "smtp+tls"
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# --- language: sentences are Vietnamese in the code; locale/en holds the English

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FORMAT_MODULE_PATH = "tuongdong.web.formats"
LANGUAGE_COOKIE_NAME = "lang"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- files

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 500

# --- safety

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
CONTENT_SECURITY_POLICY = content_policy(os.environ)

# --- REST

NINJA_PAGINATION_PER_PAGE = 50

# --- logs: one line of JSON an event, on standard error; no bodies, no query strings, no secrets

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "tuongdong.web.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("TUONGDONG_LOG", "INFO")},
    "loggers": {
        "django.server": {"handlers": [], "propagate": False},
        "django.request": {"level": "ERROR"},
        "django": {"handlers": [], "propagate": True},
    },
}
