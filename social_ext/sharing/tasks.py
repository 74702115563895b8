from django_tasks import task
from wagtail.models import Page

from social_ext.sharing import services


@task()
def send_planned_shares(page_id: int) -> None:
    for page in Page.objects.filter(pk=page_id):
        services.deliver_planned_shares(page=page)
