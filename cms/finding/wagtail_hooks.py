from wagtail import hooks

from cms.finding import sources


@hooks.register("register_search_source", order=0)
def pages():
    return sources.page_source()


@hooks.register("register_search_source", order=90)
def people():
    return sources.person_source()
