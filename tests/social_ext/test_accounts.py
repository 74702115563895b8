"""What becomes of what people wrote when somebody wants to delete their account."""

import pytest

from cms.people.models import User
from tests.factories.people import UserFactory
from tests.factories.social import PostFactory

pytestmark = pytest.mark.django_db


def test_account_with_work_behind_it_is_kept_and_the_operator_told(client, editor, member):
    PostFactory(author=member)
    never_used = UserFactory()
    client.force_login(editor)

    refused = client.post(f"/admin/users/delete/{member.pk}/")
    client.post(f"/admin/users/delete/{never_used.pk}/")

    assert refused.status_code == 409
    assert "An account is made inactive instead." in refused.text
    assert set(User.objects.filter(pk__in=[member.pk, never_used.pk])) == {member}
