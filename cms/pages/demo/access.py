"""Who may read, edit, publish and approve what in the demo's handbook."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageViewRestriction,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.users.models import UserProfile

from cms.pages.demo.tree import Tree
from cms.pages.pictures import images_in

PAGE_RIGHTS = {"edit": ["add_page", "change_page"], "publish": ["publish_page", "lock_page", "unlock_page"]}
FILE_RIGHTS = ["add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document"]


def restrict_page(page: Page, group_name: str) -> None:
    """Let one group read a page and what hangs below it, and see the pictures of that page."""
    group = Group.objects.get(name=group_name)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(group)
    pictures = {image.pk: image for image in [*images_in(page.body), page.image] if image}
    if pictures:
        collection = closed_collection(page.title, group)
        for image in pictures.values():
            image.collection = collection
            image.save()


def closed_collection(name: str, group: Group) -> Collection:
    """Make a collection whose files one group may open."""
    collection = Collection.get_first_root_node().add_child(name=name)
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    return collection


def grant_rights(groups: list[dict[str, Any]], tree: Tree) -> None:
    """Let the groups into the admin, and to the files of their sections."""
    for row in groups:
        group = Group.objects.get(name=row["name"])
        if row.keys() & {"edit", "publish", "approve"}:
            group.permissions.add(Permission.objects.get(codename="access_admin"))
        if row.get("edit"):
            group.permissions.add(Permission.objects.get(codename="submit_translation"))
        for path in row.get("edit", []):
            _grant_files(group, tree.page(path.split("/")[0]).title)


def grant_pages(groups: list[dict[str, Any]], tree: Tree) -> None:
    """Give the groups their rights on the pages they keep, and to what they approve, in one language."""
    for row in groups:
        group = Group.objects.get(name=row["name"])
        for act, codenames in PAGE_RIGHTS.items():
            for page in tree.pages(row.get(act, [])):
                _grant_pages(group, page, codenames)
        for page in tree.pages(row.get("approve", [])):
            WorkflowPage.objects.create(workflow=_workflow_of(group), page=page)


def _grant_pages(group: Group, page: Page, codenames: list[str]) -> None:
    for permission in Permission.objects.filter(codename__in=codenames, content_type__app_label="wagtailcore"):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _grant_files(group: Group, collection_name: str) -> None:
    collection = Collection.objects.get(name=collection_name)
    own_models = Q(content_type__app_label="files")
    for permission in Permission.objects.filter(own_models, codename__in=FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _workflow_of(group: Group) -> Workflow:
    workflow, is_new = Workflow.objects.get_or_create(name=group.name)
    if is_new:
        task = GroupApprovalTask.objects.create(name=group.name)
        task.groups.add(group)
        WorkflowTask.objects.create(workflow=workflow, task=task)
    return workflow


def silence_mails() -> None:
    """Send nobody of the company a mail about reviews: their addresses are as invented as they are."""
    off = {"submitted_notifications": False, "approved_notifications": False, "rejected_notifications": False}
    UserProfile.objects.bulk_create(
        [UserProfile(user=person, **off) for person in get_user_model().objects.all()], ignore_conflicts=True
    )
