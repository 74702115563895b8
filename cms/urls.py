"""Every address of the product. The social extension adds its own through `social_ext.urls`."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language
from wagtail.admin import urls as wagtailadmin_urls

from cms.changes import views as changes
from cms.core import views as core
from cms.core.api.site import build as build_api
from cms.core.api.site import describe as describe_api
from cms.events import views as events
from cms.files import views as files
from cms.finding import views as finding
from cms.forms import views as forms
from cms.guide import views as guide
from cms.pages import views as pages
from cms.people import views as people
from cms.upkeep import views as upkeep

handler400 = "cms.core.error_pages.bad_request"
handler429 = "cms.core.error_pages.too_many_requests"
handler500 = "cms.core.error_pages.server_error"

api = build_api()

urlpatterns = [
    path("healthz", core.healthz, name="healthz"),
    path("readyz", core.readyz, name="readyz"),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("api/v1/openapi.json", describe_api(api), name="api_description"),
    path("api/v1/", api.urls),
    path("calendar/<str:key>.ics", events.calendar, name="calendar"),
    path("media/<path:path>", files.media, name="media"),
    path("documents/<int:document_id>/", files.document, name="document_permalink"),
    path("documents/<int:document_id>/<str:document_filename>", files.document, name="wagtaildocs_serve"),
]

product: list[URLPattern | URLResolver] = [
    path("reference/", pages.reference, name="reference"),
    path("pages/<int:pk>/", pages.permalink, name="page_permalink"),
    path("pages/<int:pk>/history/", changes.page_history, name="page_history"),
    path("pages/<int:pk>/compare/<int:old>/<int:new>/", changes.page_compare, name="page_compare"),
    path("pages/<int:pk>/acknowledge/", changes.page_acknowledge, name="page_acknowledge"),
    path("pages/<int:pk>/acknowledgements/", changes.page_acknowledgements, name="page_acknowledgements"),
    path("pages/<int:pk>/helpful/", upkeep.page_helpful, name="page_helpful"),
    path("pages/<int:pk>/review/", upkeep.page_review, name="page_review"),
    path("pages/<int:pk>/answers/", upkeep.page_answers, name="page_answers"),
    path("upkeep/", upkeep.upkeep, name="upkeep"),
    path("people/", people.directory, name="people"),
    path("people/<str:username>/", people.person, name="person"),
    path("people/<str:username>/photo/", people.person_photo, name="person_photo"),
    path("units/<slug:slug>/", people.unit, name="unit"),
    path("profile/", people.edit_profile, name="profile"),
    path("profile/photo/", people.change_photo, name="profile_photo"),
    path("events/", events.events, name="events"),
    path("events/<int:pk>/attendance/", events.attendance, name="attendance"),
    path("forms/<int:pk>/", forms.form_answer, name="form_answer"),
    path("guide/", guide.guide, name="guide"),
    path("guide/<slug:slug>/", guide.guide_page, name="guide_page"),
    path("search/", finding.search, name="search"),
    path("tokens/", people.tokens, name="tokens"),
    path("tokens/documentation/", people.api_documentation, name="api_documentation"),
    path("tokens/<int:pk>/", people.change_token, name="token_change"),
]
if settings.SOCIAL:
    product.append(path("", include("social_ext.urls")))

urlpatterns += i18n_patterns(
    *product,
    path("", pages.serve, name="home"),
    re_path(r"^((?:[\w\-]+/)*)$", pages.serve, name="wagtail_serve"),
    path("<path:path>.<path:rest>", pages.moved, name="page_moved"),
)
