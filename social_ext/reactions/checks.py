from django.core.checks import Error, register

from social_ext.reactions.kinds import misnamed_kinds


@register()
def check_kinds(**kwargs):
    return [
        Error(
            f"The kind of reaction {name!r} in REACTION_KINDS is no name of a kind.",
            hint="Use at most 20 small letters, digits and hyphens, with an emoji and a label.",
            id="reactions.E001",
        )
        for name in misnamed_kinds()
    ]
