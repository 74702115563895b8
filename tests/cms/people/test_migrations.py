from importlib import import_module

import pytest
from django.apps import apps

from cms.people.models import PersonWord
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_words_of_people_who_were_there_are_those_of_people_who_come():
    person = UserFactory(first_name="Hélène", last_name="Ek")
    person.profile.job, person.profile.skills, person.profile.location = "Cook", ["C++", "Soup  of the day"], "Pier 4"
    person.profile.save()
    rows = set(PersonWord.objects.values_list("person", "kind", "word", "shown"))
    PersonWord.objects.all().delete()

    migration = import_module("cms.people.migrations.0005_words_of_people")
    for _time in range(2):
        migration.write_words(apps, None)

    assert rows
    assert set(PersonWord.objects.values_list("person", "kind", "word", "shown")) == rows
