"""The HTTP API, `/api/v1/`: one door, one form of errors, and two seams for the packages that answer.

An app answers under addresses of its own::

    @hooks.register("register_api_router")
    def people_api():
        return people_router()  # a ninja Router, built when every package is known

and adds fields to what a package below it answers::

    @hooks.register("register_api_fields")
    def talk_of_pages():
        return Fields("page", TalkOfPage, load=talk_of_pages)  # load(viewer, pages) -> {pk: {field: value}}

Views read `request.user` and call the same selectors and services as the pages for people. They raise what those raise:
`errors.py` turns it into the one form of errors.
"""
