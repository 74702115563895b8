"""Who may add pages may begin their translations, on a new site too."""

import pytest
from django.contrib.auth.models import Group

pytestmark = pytest.mark.django_db


def test_groups_that_add_pages_translate_them():
    translating = Group.objects.filter(permissions__codename="submit_translation").values_list("name", flat=True)
    adding = Group.objects.filter(page_permissions__permission__codename="add_page").values_list("name", flat=True)

    assert set(adding) == set(translating) == {"Editors", "Moderators"}
