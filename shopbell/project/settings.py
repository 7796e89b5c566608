"""All settings, from the environment; safe by default. What a merchant changes is a row, not a setting."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
import django
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from shopbell.project.paths import data_directory, read_key

PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_directory()

DEBUG = os.environ.get("SHOPBELL_DEBUG") == "1"
SECRET_KEY = os.environ.get("SHOPBELL_SECRET_KEY") or read_key("secret_key")
SHOPBELL_FIELD_KEYS = [key for key in os.environ.get("SHOPBELL_FIELD_KEYS", "").split(",") if key] or [
    read_key("field_key")
]
SHOPBELL_URL = os.environ.get("SHOPBELL_URL", "http://127.0.0.1:8000").rstrip("/")
SHOPBELL_TRUSTED_PROXIES = [a for a in os.environ.get("SHOPBELL_TRUSTED_PROXIES", "").split(",") if a]
SHOPBELL_FILES_URL = os.environ.get("SHOPBELL_FILES_URL", "").rstrip("/")
SHOPBELL_WEB_THREADS = int(os.environ.get("SHOPBELL_WEB_THREADS", "8"))
SHOPBELL_MAX_UPLOAD = int(os.environ.get("SHOPBELL_MAX_UPLOAD", str(10 * 1024 * 1024)))
_secure = SHOPBELL_URL.startswith("https://")

# The Host header is never used to build links (SHOPBELL_URL is), so unknown hosts are only refused when told to.
ALLOWED_HOSTS = [h for h in os.environ.get("SHOPBELL_HOSTS", "*").split(",") if h]
CSRF_TRUSTED_ORIGINS = [SHOPBELL_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "procrastinate.contrib.django",
    "csp",
    "django_htmx",
    "ninja",
    "anymail",
    "shopbell.core",
    "shopbell.shops",
    "shopbell.staff",
    "shopbell.customers",
    "shopbell.tickets",
    "shopbell.channels",
    "shopbell.project",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "shopbell.project.operation.figures.FiguresMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shopbell.staff.middleware.AgentLocaleMiddleware",
    "shopbell.staff.middleware.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shopbell.core.errors.RefusedMiddleware",
]

ROOT_URLCONF = "shopbell.project.urls"
WSGI_APPLICATION = "shopbell.project.wsgi.application"

_APPS = ["core", "shops", "staff", "customers", "tickets", "channels"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            *(PACKAGE / app / "templates" for app in [*_APPS, "project"]),
            Path(django.__file__).parent / "forms" / "jinja2",
        ],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "shopbell.project.jinja.environment", "autoescape": True},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The admin's widgets include those of Django's forms.
        "DIRS": [PACKAGE / "project" / "django_templates", Path(django.__file__).parent / "forms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shopbell.project.context.installation",
            ]
        },
    },
]
FORM_RENDERER = "shopbell.core.forms.ShopbellRenderer"

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **dj_database_url.parse(os.environ.get("DATABASE_URL", "postgres:///shopbell")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_SHARED = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "shopbell_cache",
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
CACHES: dict[str, dict[str, Any]] = {
    # Failed sign-ins (counted by allauth in the default cache) and single-use marks must be true over all processes.
    "default": _SHARED,
    "shared": _SHARED,
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_USER_MODEL = "staff.Agent"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # a constraint on the folded address keeps it unique
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "shopbell.staff.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "shopbell.staff.sign_in.SignInAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = None  # the sign-in page asks
ACCOUNT_FORMS = {
    "login": "shopbell.staff.forms.sign_in.SignInForm",
    "reauthenticate": "shopbell.staff.forms.sign_in.ReauthenticateForm",
    "reset_password": "shopbell.staff.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "shopbell.staff.forms.sign_in.ResetPasswordKeyForm",
    "change_password": "shopbell.staff.forms.sign_in.ChangePasswordForm",
    "set_password": "shopbell.staff.forms.sign_in.SetPasswordForm",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
EMAIL_BACKEND = "shopbell.channels.system_mail.MailboxBackend"
DEFAULT_FROM_EMAIL = "Shopbell <shopbell@localhost>"  # the mailbox puts its own address here
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": "shopbell.staff.forms.sign_in.AuthenticateForm",
    "reauthenticate": "shopbell.staff.forms.sign_in.ConfirmCodeForm",
    "activate_totp": "shopbell.staff.forms.sign_in.ActivateForm",
    "add_webauthn": "shopbell.staff.forms.sign_in.AddPasskeyForm",
    "edit_webauthn": "shopbell.staff.forms.sign_in.EditPasskeyForm",
    "authenticate_webauthn": "shopbell.staff.forms.sign_in.PasskeyForm",
    "login_webauthn": "shopbell.staff.forms.sign_in.SignInByPasskeyForm",
    "reauthenticate_webauthn": "shopbell.staff.forms.sign_in.ConfirmPasskeyForm",
}
MFA_ADAPTER = "shopbell.staff.second_step.SecondStepAdapter"

SOCIALACCOUNT_ADAPTER = "shopbell.staff.providers.ProviderAdapter"
# A link: our policy lets no form lead away, and the service asks by itself who is there.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _secure else "http"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German")), ("fr", _("French")), ("es", _("Spanish"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "shopbell.project.static.ModuleManifestStorage"},
}
MEDIA_ROOT = DATA / "files"

SESSION_COOKIE_NAME = "shopbell_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": [UNSAFE_INLINE],  # hue and measures are custom properties
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
PROCRASTINATE_IMPORT_PATHS: list[str] = []

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("SHOPBELL_LOG_LEVEL", "WARNING")},
}
