"""Every setting of the web app; what may differ from place to place is an environment variable that begins BEDSIDE_."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from bedside.faces.web.place import data_folder, database, secret_key

HERE = Path(__file__).parent


def told(name: str, otherwise: str = "") -> str:
    """The environment variable BEDSIDE_`name`."""
    return os.environ.get(f"BEDSIDE_{name}", otherwise)


# ---------------------------------------------------------------------------------------------------- this installation

BEDSIDE_MODE = told("MODE")
"""Empty, "single" (one person, this machine only, no login) or "demo" (invented people, known password)."""
BEDSIDE_HTTPS = told("HTTPS") == "1"
BEDSIDE_SECOND_FACTOR = told("SECOND_FACTOR", "0" if BEDSIDE_MODE else "1") == "1"
BEDSIDE_IDLE = timedelta(minutes=int(told("IDLE_MINUTES", "20")))
BEDSIDE_LONGEST_SESSION = timedelta(hours=int(told("SESSION_HOURS", "12")))
BEDSIDE_FOLDER = data_folder()
BEDSIDE_SHELF = Path(told("SHELF") or BEDSIDE_FOLDER / "labels.db")
"""The shelf of imported labels that the library searches, where there is one."""
BEDSIDE_EMERGENCY_NUMBER = told("EMERGENCY_NUMBER").strip()
"""The number to call in an emergency, where this installation is; without it pages say "your local emergency number"."""
BEDSIDE_FILES_KEY = tuple(key.strip() for key in told("FILES_KEY").split(",") if key.strip())
"""Keys by which the files that people bring are encrypted on the disk: the first writes, all of them read."""
BEDSIDE_REPORT_MB = int(told("REPORT_MB", "20"))
"""So many megabytes a report may have; the reader takes 40 at most."""
BEDSIDE_STUDY_PEOPLE = int(told("STUDY_PEOPLE", "100000"))
"""So many virtual people a study of the web app may have."""

SECRET_KEY = secret_key(BEDSIDE_FOLDER)
DEBUG = False
ALLOWED_HOSTS = told("HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if BEDSIDE_HTTPS else []
DATABASES = {"default": database(BEDSIDE_FOLDER)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "bedside_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ------------------------------------------------------------------------------------------------------------- the parts

INSTALLED_APPS = [
    "bedside.faces.web",
    "bedside.faces.web.audit",
    "bedside.faces.web.ward",
    "bedside.faces.web.accounts",
    "bedside.faces.web.records",
    "bedside.faces.web.person",
    "bedside.faces.web.studies",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "bedside.faces.web.headers.headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bedside.faces.web.sessions.idle",
    "bedside.faces.web.sessions.single",
]
ROOT_URLCONF = "bedside.faces.web.urls"
WSGI_APPLICATION = "bedside.faces.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "bedside.faces.web.context.everywhere",
            ],
        },
    }
]
FORM_RENDERER = "bedside.faces.web.context.Forms"

# ------------------------------------------------------------------------------------------------------------ accounts

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "bedside.faces.web.accounts.adapter.Adapter"
ACCOUNT_FORMS = {"login": "bedside.faces.web.accounts.forms.SignIn"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/10m/ip,5/10m/key", "reauthenticate": "10/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(told("PROXIES", "0"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Bedside"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEDSIDE_HTTPS

# ------------------------------------------------------------------------------------------------------------ security

SESSION_COOKIE_AGE = int(BEDSIDE_LONGEST_SESSION.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEDSIDE_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "bedside.faces.web.failures.no_token"
SECURE_SSL_REDIRECT = BEDSIDE_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if BEDSIDE_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEDSIDE_HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 34 * 1024 * 1024
"""A little more than the largest record that the core reads."""
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 41 * 1024 * 1024
"""What is brought stays in memory until it is stored where it belongs: no copy of it lies in a folder for scraps."""

# ------------------------------------------------------------------------------------------- languages, time, static files

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("de", _("German"))]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = told("TIME_ZONE", "UTC")
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 300
WHITENOISE_ALLOW_ALL_ORIGINS = False

# ---------------------------------------------------------------------------------------- logs: no names, no values in them

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "bedside.faces.web.logs.Quiet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": told("LOG", "WARNING")},
    "loggers": {"django": {"handlers": [], "level": told("LOG", "WARNING"), "propagate": True}},
}
