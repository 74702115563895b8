from wagtail import hooks

from cms.core.api.fields import Fields
from social_ext.reactions.api import build_router
from social_ext.reactions.shapes import WithReactions, reactions_of_pages


@hooks.register("register_api_router", order=60)
def add_api():
    return build_router()


@hooks.register("register_api_fields")
def add_reactions_to_pages():
    return Fields("page", WithReactions, reactions_of_pages)
