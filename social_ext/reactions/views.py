from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.views.decorators.http import require_POST

from cms.core.referers import came_from
from cms.core.targets import TargetNotFound
from social_ext.reactions.bars import draw_bar
from social_ext.reactions.services import react, withdraw_reaction


@require_POST
def give(request, kind, pk):
    """React to something, or take one's reaction back: the answer is the bar, or the place where its button was pressed."""
    named = {"actor": request.user, "target_kind": kind, "pk": pk}
    taken_back = request.POST.get("withdraw", "")
    try:
        if taken_back:
            found = withdraw_reaction(**named, kind=taken_back)
        else:
            found = react(**named, kind=request.POST.get("kind", ""))
    except (TargetNotFound, OverflowError, PermissionDenied) as absent:
        raise Http404 from absent
    if request.htmx:
        return HttpResponse(draw_bar(kind, pk, found, get_token(request)))
    return HttpResponseRedirect(f"{came_from(request)}#{'reactions' if kind == 'page' else f'{kind}-{pk}'}")
