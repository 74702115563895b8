"""Pictures and documents: what the viewer may not see answers like what never existed."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseNotModified
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from cms.files import selectors
from cms.files.models import Document


@require_safe
def media(request, path):
    """Serve a picture from the store, asked each time: a lost right is lost at the next request."""
    if "\x00" in path or not selectors.is_visible_media(request.user, path):
        raise Http404
    return _file_response(request, path)


@require_safe
def document(request, document_id, document_filename=None):
    """Serve a document by its number; the name in the address is for people."""
    try:
        found = selectors.get_document(request.user, document_id)
    except (Document.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
    if document_filename not in (None, found.filename):
        raise Http404
    return _file_response(request, found.file.name, filename=found.filename)


def _file_response(request, name, filename=""):
    try:
        modified = int(default_storage.get_modified_time(name).timestamp())
        if (parse_http_date_safe(request.headers.get("if-modified-since", "")) or 0) >= modified:
            return HttpResponseNotModified()
        response = FileResponse(default_storage.open(name), as_attachment=bool(filename), filename=filename)
    except FileNotFoundError as absent:
        raise Http404 from absent
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
