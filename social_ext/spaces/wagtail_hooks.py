from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from social_ext.comments.models import Thread
from social_ext.spaces import selectors
from social_ext.spaces.api import build_router
from social_ext.spaces.components import SpacesOfUnit
from social_ext.spaces.modeladmin import SpaceAdmin
from social_ext.spaces.sources import post_source, space_source
from social_ext.spaces.targets import POSTS
from social_ext.spaces.waiting import INVITATIONS, REQUESTS

modeladmin_register(SpaceAdmin)


@hooks.register("register_audiences")
def audiences_of_spaces(viewer):
    return selectors.audiences_of_spaces(viewer)


@hooks.register("register_audience_members")
def people_of_space(audience):
    return selectors.people_of_space(audience)


@hooks.register("find_thread_home")
def home_post(viewer, thread):
    return thread.post.url if thread.kind == Thread.POST else ""


@hooks.register("register_api_router", order=30)
def add_api():
    return build_router()


@hooks.register("register_search_source", order=30)
def posts():
    return post_source()


@hooks.register("register_search_source", order=50)
def spaces():
    return space_source()


@hooks.register("register_target")
def posts_as_targets():
    return POSTS


@hooks.register("construct_slot")
def show_spaces_of_unit(slot, request, subject, components):
    if slot == "unit_main":
        spaces = selectors.spaces_of_unit(request.user, subject)
        if spaces:
            components.append(SpacesOfUnit(spaces))


@hooks.register("register_waiting")
def invitations_wait():
    return INVITATIONS


@hooks.register("register_waiting")
def requests_to_join_wait():
    return REQUESTS
