"""The CMS alone. `cms/settings/social.py` adds the social extension, unless SOCIAL=0."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cms.settings import environment, oidc, refusals, release, servers, social

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(environment.text("VAR_DIR") or BASE_DIR / "var")
refusals.stop_without_folders(VAR_DIR, VAR_DIR / "media", VAR_DIR / "static")

DEBUG = environment.flag("DEBUG", default=False)
SECRET_KEY = environment.text("SECRET_KEY")
BASE_URL = environment.site("BASE_URL", "http://localhost:8000")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
SOCIAL = environment.flag("SOCIAL", default=True)
RELEASE = release.stamp(BASE_DIR)
MAINTENANCE = environment.flag("MAINTENANCE", default=False)

# The order matters: our templates win over Wagtail's, and `cms.policies` registers after Wagtail's apps.
INSTALLED_APPS = [
    "cms.finding",
    "cms.translations",
    "cms.changes",
    "cms.editing",
    "cms.events",
    "cms.forms",
    "cms.guide",
    "cms.upkeep",
    "cms.pages",
    "cms.people",
    "cms.core",
    "search",
    "themes",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "cms.files",
    "wagtail.search",
    "modelcluster",
    "taggit",
    "laces",
    "ninja",
    "csp",
    "django_htmx",
    "django_filters",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.core.request_ids.numbered",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.core.maintenance.closed_for_maintenance",
    "cms.core.middleware.after_response",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.core.middleware.Languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.people.middleware.ask_provider",
    "cms.core.api.door.api_door",
    "cms.core.middleware.sign_in_required",
    "cms.people.middleware.own_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.core.middleware.remember_audiences",
    "cms.core.middleware.admin_for_editors",
    "cms.core.middleware.limit_writing",
    "cms.core.middleware.read_uploads",
    "cms.pages.admin_names.keep_names_hidden",
    "cms.core.middleware.explain_unreadable_values",
    "cms.core.middleware.admin_content_policy",
    "cms.core.middleware.admin_writes_in_one_transaction",
    "cms.core.middleware.explain_domain_errors",
    "cms.core.middleware.refuse_alike",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "cms.core.context_processors.frame",
            ],
        },
    },
]

# --- data -----------------------------------------------------------------------------------------------------------

#: Whether this process answers people, as `cms/wsgi.py` says, or is a command: one waits less, and keeps a pool.
SERVING = environment.flag("SERVING", default=False)
DATABASES = {
    "default": servers.database("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}", serves=SERVING),
}
CACHES = servers.caches("REDIS_URL", release=RELEASE)
if "sessions" in CACHES:
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    SESSION_CACHE_ALIAS = "sessions"

#: What one person may ask of the API, over all their programs: requests in a minute.
API_RATES = {"reading": "1200/m", "writing": "300/m"}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
#: Task path -> seconds to wait before each further try of background work that failed; after the last it failed for good.
TASK_RETRIES = {"default": [60, 5 * 60, 25 * 60]}
#: A task that runs for longer, in seconds, is taken for dead and given to another worker.
TASK_TIME_LIMIT = 60 * 60

STORAGES = {
    "default": servers.storage("STORAGE_URL"),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"  # our own views: the store's addresses are never shown
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# --- people ---------------------------------------------------------------------------------------------------------

SITE_ID = 1
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["cms.people.sign_in.Backend", "cms.people.tokens.TokenBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "cms.people.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "cms.people.oidc.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # our adapter connects verified addresses only
#: A plain link leads to the provider: browsers hold the way out of a form to the policy of `form-action`.
SOCIALACCOUNT_LOGIN_ON_GET = True
MFA_ADAPTER = "cms.people.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Palabre"
SOCIALACCOUNT_PROVIDERS = oidc.providers()
#: The claim that names groups, the groups that the provider decides about, and the seconds after which it is asked again.
OIDC_GROUPS_CLAIM = environment.text("OIDC_GROUPS_CLAIM", "groups")
OIDC_GROUPS = environment.words("OIDC_GROUPS")
OIDC_CREATE_ACCOUNTS = environment.flag("OIDC_CREATE_ACCOUNTS", default=False)
OIDC_ASK_AGAIN = environment.number("OIDC_ASK_AGAIN", default=300)
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"

# --- languages and time ---------------------------------------------------------------------------------------------

LANGUAGE_CODE = environment.choice("LANGUAGE_CODE", ("en", "fr"), "en")
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
FORMAT_MODULE_PATH = "cms.formats"
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = environment.zone("TIME_ZONE", "Europe/Paris")

# --- Wagtail --------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Palabre"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "files.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.files.forms.ImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_DOCUMENT_MODEL = "files.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.files.forms.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_NOTIFICATION_USE_HTML = True
WAGTAILSEARCH_BACKENDS = {"default": servers.search("SEARCH_URL")}
TAGGIT_CASE_INSENSITIVE = True

#: Whether the addresses that pages link to elsewhere are asked, slowly, if they still lead somewhere; never on a laptop.
CHECK_LINKS = environment.flag("CHECK_LINKS", default=not DEBUG)
#: Hosts of one's own network that may be asked too, as `host:port`. All other private addresses are never asked.
LINK_CHECK_HOSTS = environment.words("LINK_CHECK_HOSTS")

#: The longest text that a person may write outside pages, in characters.
TEXT_MAX_LENGTH = 10_000

#: Name of a body block -> dotted path of its class. An extension adds its own; see docs/seams.md.
CMS_BODY_BLOCKS = {
    "paragraph": "cms.core.blocks.texts.ParagraphBlock",
    "heading": "cms.core.blocks.texts.HeadingBlock",
    "image": "cms.core.blocks.things.PictureBlock",
    "callout": "cms.core.blocks.texts.CalloutBlock",
    "quote": "cms.core.blocks.texts.QuoteBlock",
    "table": "cms.core.blocks.things.TableBlock",
    "code": "cms.core.blocks.texts.CodeBlock",
    "documents": "cms.core.blocks.things.DocumentsBlock",
    "accordion": "cms.core.blocks.texts.AccordionBlock",
    "steps": "cms.core.blocks.texts.StepsBlock",
    "key_figures": "cms.core.blocks.texts.KeyFiguresBlock",
    "link_cards": "cms.core.blocks.things.LinkCardsBlock",
    "people_cards": "cms.people.person_blocks.PeopleCardsBlock",
    "embed": "cms.core.blocks.embeds.EmbedBlock",
}
#: Whose films may stand in a page, once its reader asks for them: the addresses that are taken, and the player's.
CMS_EMBED_PROVIDERS = [
    {
        "name": "YouTube",
        "pattern": r"https://(?:www\.youtube(?:-nocookie)?\.com/(?:watch\?v=|embed/)|youtu\.be/)(?P<id>[\w-]{11})",
        "player": "https://www.youtube-nocookie.com/embed/{}",
    },
    {
        "name": "Vimeo",
        "pattern": r"https://(?:player\.)?vimeo\.com/(?:video/)?(?P<id>\d{1,12})",
        "player": "https://player.vimeo.com/video/{}?dnt=1",
    },
]

# --- security -------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY: dict[str, dict[str, Any]] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-src": [SELF, *sorted({"https://" + urlsplit(one["player"]).netloc for one in CMS_EMBED_PROVIDERS})],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"  # Wagtail allows its own frame for its preview.
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cms.core.views.csrf_failure"
#: How many proxies stand before the product. Their word counts about https, the visitor's address and the request's number.
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

globals().update(servers.email("EMAIL_URL"))
DEFAULT_FROM_EMAIL = environment.sender("DEFAULT_FROM_EMAIL", "Palabre <palabre@localhost>")
SILENCED_SYSTEM_CHECKS: list[str] = []

UNREADABLE_SETTINGS = environment.UNREADABLE
WRONG_ADDRESSES = environment.WRONG_ADDRESSES

if SOCIAL:
    social.switch_on(globals())
