"""Nothing that is imported is open to more people than its section."""

import pytest

from cms.files.models import Image
from cms.files.selectors import visible_images
from cms.pages.models import SectionPage
from cms.pages.selectors import visible_pages
from tests.cms.pages.importing import page_at, picture, run, write
from tests.factories.files import make_collection
from tests.factories.pages import make_section, restrict
from tests.factories.people import GroupFactory

pytestmark = pytest.mark.django_db


def test_pages_below_a_restricted_section_are_as_restricted(handbook, member, outsider):
    group = GroupFactory()
    member.groups.add(group)
    restrict(make_section(slug="handbook"), group)
    write(handbook, {"folder/a.md": "text"})

    run(handbook)

    page = page_at("folder/a.md").page_ptr
    assert page in visible_pages(member)
    assert page not in visible_pages(outsider)


def test_files_of_a_restricted_section_are_as_restricted(handbook, member, outsider):
    group = GroupFactory()
    member.groups.add(group)
    restrict(make_section(slug="handbook", title="Old name"), group)
    write(handbook, {"index.md": "# New name\n\n![A](a.png)", "a.png": picture()})

    run(handbook)
    run(handbook)

    assert list(visible_images(member)) == [Image.objects.get()]
    assert list(visible_images(outsider)) == []
    assert SectionPage.objects.get(slug="handbook").title == "New name"


def test_open_collection_of_the_same_name_is_not_used_for_a_restricted_section(handbook, outsider):
    make_collection(name="Handbook")
    restrict(make_section(slug="handbook", title="Handbook"), GroupFactory())
    write(handbook, {"a.md": "![A](a.png)", "a.png": picture()})

    run(handbook)
    run(handbook)

    assert Image.objects.get().collection.name == "Handbook (handbook)"
    assert list(visible_images(outsider)) == []


def test_renamed_section_without_collection_never_widens(handbook, outsider):
    section = make_section(slug="handbook", title="One")
    restrict(section, GroupFactory())
    write(handbook, {"a.md": "![A](a.png)", "a.png": picture()})
    run(handbook)
    section.refresh_from_db()
    section.title = "Two"
    section.save()

    write(handbook, {"a.png": picture("#a8481f")})
    run(handbook)

    assert Image.objects.count() == 2
    assert list(visible_images(outsider)) == []
