"""Spaces in the editors' admin: their names, owners, sizes and why they were opened, never what is said in them.

Superusers see all spaces there, the one documented exception; all others those that they own. Changing one asks the same
policy as everywhere, so a superuser who does not own a space only reads its line.
"""

from django import forms
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView, EditView

from cms.core.exceptions import DomainError
from cms.core.policies import can
from social_ext.spaces.models import OPENED, Kind, Membership, Role, Space, State
from social_ext.spaces.services.spaces import change_space, create_space


class SpaceAdminForm(WagtailAdminModelForm):
    """Save through the services, in the name of the person at work."""

    kind = forms.ChoiceField(label=_("kind"), choices=OPENED)

    class Meta:
        model = Space
        fields = ["name", "purpose", "kind", "unit", "visibility"]

    def save(self, commit=True):
        said = self.cleaned_data
        if self.instance.pk:
            return change_space(actor=self.for_user, space=self.instance, **said)
        return create_space(actor=self.for_user, **said)


class SpacePermissions(PermissionHelper):
    """Who comes to the admin may open spaces; owners change theirs; nobody deletes there."""

    def user_can_list(self, user):
        return user.is_superuser or _owned(user).exists()

    def user_has_any_permissions(self, user):
        return self.user_can_list(user)

    def user_can_create(self, user):
        return user.is_active

    def user_can_edit_obj(self, user, obj):
        if hasattr(obj, "own_role"):  # a line of the list, which asks for all at once
            return obj.own_role == Role.OWNER
        return can(user, "change", obj)

    def user_can_delete_obj(self, user, obj):
        return False


class ExplainsBrokenRules:
    """Show a broken rule at the form, with everything that was written."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except DomainError as broken:
            form.add_error("name", str(broken))
            return self.form_invalid(form)


class SpaceCreateView(ExplainsBrokenRules, CreateView):
    pass


class SpaceEditView(ExplainsBrokenRules, EditView):
    def check_action_permitted(self, user):
        """Answer alike for a space that is not theirs and for one that is not there."""
        if not super().check_action_permitted(user):
            raise Http404
        return True


class SpaceAdmin(ModelAdmin):
    model = Space
    menu_label = _("Spaces")
    menu_icon = "group"
    menu_order = 250
    permission_helper_class = SpacePermissions
    create_view_class = SpaceCreateView
    edit_view_class = SpaceEditView
    history_view_enabled = False
    list_display = ("name", "owner", "size", "visibility", "reason", "created_at")
    list_per_page = 50
    search_fields = ("name",)
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("purpose"), FieldPanel("kind"), FieldPanel("unit"), FieldPanel("visibility")],
        base_form_class=SpaceAdminForm,
    )

    def get_queryset(self, request):
        opened = Space.objects.exclude(kind=Kind.PERSONAL)
        found = opened if request.user.is_superuser else opened.filter(pk__in=_owned(request.user))
        own = Membership.objects.in_force().filter(space=OuterRef("pk"), person=request.user)
        owners = Membership.objects.in_force().filter(role=Role.OWNER).select_related("person")
        return found.annotate(
            member_count=Count("memberships", filter=Q(memberships__state=State.MEMBER)),
            own_role=Subquery(own.values("role")[:1]),
        ).prefetch_related(Prefetch("memberships", queryset=owners, to_attr="owners"))

    def owner(self, space):
        return ", ".join(str(membership.person) for membership in space.owners)

    owner.short_description = _("owner")  # type: ignore[attr-defined]

    def size(self, space):
        return space.member_count

    size.short_description = _("members")  # type: ignore[attr-defined]


def _owned(user):
    return Membership.objects.in_force().filter(person=user, role=Role.OWNER).values("space")
