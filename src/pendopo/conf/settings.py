"""One settings file; the environment is read here only."""
import os
import sys
from pathlib import Path

from pendopo.conf.database import database
from pendopo.conf.home import is_demo, prepare, secret
from pendopo.kit import country
from pendopo.kit.work.keeping import one_of

PACKAGE = Path(__file__).resolve().parent.parent
HOME = prepare(Path(os.environ.get("PENDOPO_HOME", "home")).resolve())
PACK = Path(os.environ.get("PENDOPO_PACK") or PACKAGE / "packs" / "indonesia").resolve()    # the country, as data
COUNTRY = country.read(PACK)
HOST = os.environ.get("PENDOPO_HOST", "")               # the public host name, e.g. pendopo.contohkab.go.id
DEMO_SIGN_INS = HOME / "keys" / "demo.json"             # passwords of the invented staff, made for this installation
DEMO = is_demo(os.environ.get("PENDOPO_DEMO"), HOST, DEMO_SIGN_INS)    # demo accounts, outgoing mail; loopback only
HTTPS = os.environ.get("PENDOPO_HTTPS") == "1"          # served over TLS: cookies and headers follow
PORT = int(os.environ.get("PORT", "8000"))
TESTING = "pytest" in sys.modules
PATH = os.environ.get("PATH", "")

SECRET_KEY = os.environ.get("PENDOPO_SECRET") or secret(HOME, "secret")
DEBUG = False
ALLOWED_HOSTS = [HOST] if HOST else ["localhost", "127.0.0.1", "[::1]", "testserver"]
SITE = f"https://{HOST}" if HTTPS else f"http://{HOST or 'localhost'}:{PORT}"
ORIGIN = HOST or f"localhost-{PORT}"

OURS = [
    "pendopo.kit.ui", "pendopo.kit.regions", "pendopo.kit.files", "pendopo.kit.fulltext", "pendopo.kit.post",
    "pendopo.kit.work", "pendopo.kit.limits", "pendopo.kit.seal",
    "pendopo.core.ledger", "pendopo.core.people", "pendopo.core.places", "pendopo.core.records",
    "pendopo.core.notices", "pendopo.core.voices", "pendopo.core.voices.surveys",
    *sorted({f"pendopo.{floor}.{room.parent.name}" for floor in ("channels", "gateways")
             for room in (PACKAGE / floor).glob("*/apps.py")} - {f"pendopo.{room}" for room in COUNTRY.left_out}),
    "pendopo.web", "pendopo.conf",
]
OUTSIDE = [
    "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django.contrib.messages",
    "django.contrib.staticfiles", "allauth", "allauth.account", "allauth.mfa", "allauth.usersessions",
    "django_tasks", "django_tasks_db",
]
INSTALLED_APPS = [*OURS, *OUTSIDE]
MIDDLEWARE = [
    "pendopo.web.safety.Headers",
    "pendopo.web.zone.Zone",
    "pendopo.web.counter.Counter",
    "pendopo.web.pages.Pages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pendopo.web.language.Language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "pendopo.core.people.second_factor.SecondFactor",
    "pendopo.web.channels.Channels",
]
ROOT_URLCONF = "pendopo.conf.urls"
WSGI_APPLICATION = "pendopo.conf.wsgi.application"
APPEND_SLASH = True

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), HOME, int(os.environ.get("PENDOPO_POOL", "8")))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Languages: the country's own has no prefix, English is the same address under /en/.
USE_TZ = True
ZONE = os.environ.get("PENDOPO_ZONE", "")                # one of those of the country pack
TIME_ZONE = ZONE or next(iter(COUNTRY.zones))            # until the city says its own
LANGUAGE_CODE = COUNTRY.languages[0][0]
LANGUAGES = list(COUNTRY.languages)
LOCALE_PATHS = [PACK / "locale", PACKAGE / "kit" / "locale"]     # the country's wording before all others
USE_I18N = True

# Templates: Jinja2 for our pages, Django's for the pages that allauth draws and we override.
TEMPLATES = [
    {"BACKEND": "django.template.backends.jinja2.Jinja2",
     "DIRS": [HOME / "templates", *sorted(path for path in PACKAGE.glob("**/templates") if path.is_dir())],
     "OPTIONS": {"environment": "pendopo.kit.ui.jinja.environment",
                 "context_processors": ["pendopo.web.context.page"]}},
    {"BACKEND": "django.template.backends.django.DjangoTemplates",
     "DIRS": [HOME / "templates_django", PACKAGE / "core" / "people" / "templates_django"], "APP_DIRS": True,
     "OPTIONS": {"context_processors": [
         "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
         "django.contrib.messages.context_processors.messages", "pendopo.web.context.page"]}},
]
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if TESTING
                    else "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# People: sign-in is allauth's; who may do what is ours.
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["pendopo.core.people.keeper.Keeper"]     # allauth's, and roles in the same question
PASSWORD_HASHERS = ["pendopo.core.people.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "web:mine"
LOGIN_URL = "account_login"
RECEIPT_KEY = secret(HOME, "receipts").encode()         # receipts and invitations are kept as hashes under this key
FACTOR_KEY = secret(HOME, "factors").encode()           # second factors lie encrypted under this key
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PENDOPO_PROXIES", "0"))   # proxies before us that we trust
ACCOUNT_ADAPTER = "pendopo.core.people.adapters.Account"
ACCOUNT_FORMS = {
    "login": "pendopo.core.people.forms.SignIn", "signup": "pendopo.core.people.forms.SignUp",
    "reauthenticate": "pendopo.core.people.forms.Reauthenticate", "add_email": "pendopo.core.people.forms.AddEmail",
    "change_email": "pendopo.core.people.forms.ChangeEmail", "change_phone": "pendopo.core.people.forms.ChangePhone",
    "confirm_email_verification_code": "pendopo.core.people.forms.EmailCode",
    "confirm_login_code": "pendopo.core.people.forms.SignInCode",
    "verify_phone": "pendopo.core.people.forms.PhoneCode",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "pendopo.core.people.adapters.shown"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone"]             # no password: a code proves the address (forms.SignUp)
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60                 # seconds: mail is not always quick
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# What can be guessed or sent is counted in people/attempts.py, in the database. These are allauth's own counters:
# none of them has the address of a stranger as its key, so nobody can use one to lock somebody else out.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip", "signup": "60/10m/ip", "login_failed": "10/5m/key", "request_login_code": "60/10m/ip",
    "confirm_email": "", "verify_phone": "20/10m/ip", "change_phone": "5/10m/user", "manage_email": "10/10m/user",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "pendopo.core.people.adapters.Factors"
MFA_FORMS = {
    "activate_totp": "pendopo.core.people.forms.ActivateApp", "deactivate_totp": "pendopo.core.people.forms.RemoveApp",
    "authenticate": "pendopo.core.people.forms.SecondCode",
    "reauthenticate": "pendopo.core.people.forms.SecondCodeAgain",
    "login_webauthn": "pendopo.core.people.forms.SignInWithPasskey",
    "authenticate_webauthn": "pendopo.core.people.forms.UsePasskey",
    "reauthenticate_webauthn": "pendopo.core.people.forms.UsePasskeyAgain",
    "add_webauthn": "pendopo.core.people.forms.AddPasskey", "edit_webauthn": "pendopo.core.people.forms.NamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}         # nothing to guess: this only spares the machine
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Pendopo"
MFA_TOTP_TOLERANCE = 1                                  # periods of 30 seconds: phones' clocks differ
MFA_ALLOW_UNVERIFIED_EMAIL = False
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_ENGINE = "pendopo.core.people.doorbook"
SESSION_COOKIE_NAME = "pendopo_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = int(one_of(PACK / "keeping" / "rules.json", "sessions").span.total_seconds())
RECEIPT_COOKIE_NAME = "pendopo_receipt"                 # a cookie of its own, never tied to an account
CSRF_COOKIE_NAME = "pendopo_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "pendopo.web.views.stale_form"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Mail: a file by default; SMTP where it is named. The outbox in kit/post keeps what could not be sent.
MAIL_URL = os.environ.get("PENDOPO_MAIL", "")            # smtp://user:password@host:port?tls=1, or empty for files
DEFAULT_FROM_EMAIL = os.environ.get("PENDOPO_MAIL_FROM", f"pendopo@{HOST or 'localhost'}")
EMAIL_BACKEND = "pendopo.kit.post.backend.Outbox"

# Mail in: where the mail server hands letters over (LMTP on this machine), and the address that citizens write to.
INTAKE = os.environ.get("PENDOPO_INTAKE", "")            # host:port, e.g. 127.0.0.1:2424; empty: no mail is taken in
INTAKE_ADDRESS = os.environ.get("PENDOPO_INTAKE_ADDRESS", "").lower()    # lapor@kotakita.go.id

# SMS and WhatsApp: what is not set is shut. Addresses of the gateways hold their passwords, so they stand here only.
SMS_OUT = os.environ.get("PENDOPO_SMS", "")              # kannel+http://user:password@host/cgi-bin/sendsms?from=1708
SMS_SECRET = os.environ.get("PENDOPO_SMS_SECRET", "")    # under which what comes in is signed
WHATSAPP_OUT = os.environ.get("PENDOPO_WHATSAPP", "")    # https://PHONE_NUMBER_ID:TOKEN@graph.facebook.com/v21.0
WHATSAPP_SECRET = os.environ.get("PENDOPO_WHATSAPP_SECRET", "")          # app secret, for X-Hub-Signature-256
WHATSAPP_VERIFY = os.environ.get("PENDOPO_WHATSAPP_VERIFY", "")          # the word that Meta repeats once
WHATSAPP_TEMPLATE = os.environ.get("PENDOPO_WHATSAPP_TEMPLATE", "")      # a template for after 24 hours, one variable
MEDIA_HOSTS = tuple(os.environ.get("PENDOPO_MEDIA_HOSTS", "lookaside.fbsbx.com").split())   # where voice notes may lie

# LAPOR!: one of the two ways, or only the daily sheet.
LAPOR_URL = os.environ.get("PENDOPO_LAPOR", "")          # https://TOKEN@host: the stream of a developer account
LAPOR_NEWS = os.environ.get("PENDOPO_LAPOR_NEWS", "")    # path under which that host tells status and answers

FILES_ROOT = HOME / "files"
FILES_QUOTA = int(os.environ.get("PENDOPO_QUOTA", str(20 * 1024**3)))   # bytes
FILES_SCANNER = os.environ.get("PENDOPO_SCANNER", "")    # a command that gets a file name; exit code 1 = infected
OFFSITE = os.environ.get("PENDOPO_OFFSITE", "")          # folder of encrypted copies; empty: HOME/offsite
OFFSITE_KEY = os.environ.get("PENDOPO_OFFSITE_KEY", "")  # age1...: the public half of the key on paper
OFFSITE_SEND = os.environ.get("PENDOPO_OFFSITE_SEND", "")   # a command that carries them away: {folder} {file} {name}
LEDGER_ROOT = HOME / "ledger"
JOURNAL = Path("/etc/systemd/journald.conf.d/pendopo.conf")    # how long the machine keeps the log of the service
KEYS_ROOT = HOME / "keys"

LIMITS_TIMES = int(os.environ.get("PENDOPO_LIMITS", "1"))  # every rate limit times this; for load tests on loopback
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "KEY_PREFIX": ORIGIN}}
LOGGING = {
    "version": 1, "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
