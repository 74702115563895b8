from wagtail import hooks

from cms.finding import sources
from cms.finding.api import build_router
from cms.finding.demo import DATES, index_company


@hooks.register("register_search_source", order=0)
def pages():
    return sources.page_source()


@hooks.register("register_search_source", order=90)
def people():
    return sources.person_source()


@hooks.register("register_demo_loader", order=90)
def index_demo_company(company, say):
    index_company(company, say)


@hooks.register("register_demo_dates")
def dates_of_documents():
    return DATES


@hooks.register("register_api_router", order=30)
def add_api():
    return build_router()
