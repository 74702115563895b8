"""Profiles, faces, units: what people say of themselves, and what colleagues see."""

from datetime import date
from io import BytesIO

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cms.people.models import User
from cms.people.selectors import directory, people_who_arrived
from cms.people.services.profiles import edit_profile, set_photo
from cms.people.services.units import assign_unit
from tests.factories.people import BusinessUnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def picture(form="PNG", size=(300, 200), **options):
    stream = BytesIO()
    Image.new("RGB", size, "#1d6b50").save(stream, form, **options)
    return stream.getvalue()


def upload(content, name="face.png"):
    return SimpleUploadedFile(name, content)


def test_people_say_what_colleagues_may_know(member_client, member):
    sent = {
        "job": "Cook",
        "location": "Pier 4",
        "working_days": ["mon", "fri"],
        "languages": "fr, en ,fr",
        "skills": "soup, שלום 🍲",
        "ask_me_about": "Bread.",
    }

    answer = member_client.post(reverse("profile"), sent)
    shown = member_client.get(answer["Location"]).text

    member.profile.refresh_from_db()
    assert (answer.status_code, member.profile.languages) == (302, ["fr", "en"])
    assert all(word in shown for word in ("Cook", "Pier 4", "Monday, Friday", "soup", "שלום 🍲", "Bread."))
    assert list(directory(member, skill="SOUP")) == [member]
    assert list(directory(member, place="pier 4", language="fr", q="coo")) == [member]


@pytest.mark.parametrize(
    ("language", "days", "spoken", "option"),
    [
        ("en", "Monday, Friday", "French, English, Cornish", '<option value="fr">French</option>'),
        ("fr", "Lundi, vendredi", "Français, anglais, Cornish", '<option value="fr">Français</option>'),
    ],
)
def test_days_and_languages_are_named_as_the_reader_names_them(member_client, member, language, days, spoken, option):
    edit_profile(actor=member, facts={"working_days": ["mon", "fri"], "languages": ["fr", "EN", "Cornish"]})
    shown = member_client.get(f"/{language}/people/{member.username}/").text
    listed = member_client.get(f"/{language}/people/").text

    assert f"<dd>{days}</dd>" in shown
    assert (f"<dd>{spoken}</dd>" in shown, option in listed) == (True, True)


def test_languages_that_are_no_list_show_nothing(member_client, member):
    member.profile.languages = 3
    member.profile.save()

    assert member_client.get(member.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("job", "x" * 201),
        ("job", "a\x00b"),
        ("skills", ", ".join(str(number) for number in range(51))),
        ("skills", "x" * 101),
        ("language", "tlh"),
        ("working_days", ["someday"]),
    ],
)
def test_wrong_words_are_shown_again_and_change_nothing(member_client, member, field, value):
    before = User.objects.filter(pk=member.pk).values("profile__job", "profile__skills", "profile__language").get()

    answer = member_client.post(reverse("profile"), {"phone": "1", field: value})

    assert (answer.status_code, b"error-box" in answer.content) == (422, True)
    assert User.objects.filter(pk=member.pk).values(*before).get() == before


def test_what_the_hr_file_says_is_marked_and_stays(member_client, member):
    member.profile.job, member.profile.hr_fields = "Buyer", ["job", "unit"]
    member.profile.save()

    shown = member_client.get(reverse("profile")).text
    member_client.post(reverse("profile"), {"job": "King", "phone": "12"})

    member.profile.refresh_from_db()
    assert "From the HR file" in shown
    assert 'name="job"' not in shown
    assert (member.profile.job, member.profile.phone) == ("Buyer", "12")
    with pytest.raises(PermissionDenied):
        edit_profile(actor=member, facts={"job": "King"})


def test_face_is_cut_square_and_loses_what_the_camera_noted(member_client, member, outsider_client):
    exif = Image.Exif()
    exif[0x010F] = "Camera of the harbour"
    member_client.post(reverse("profile_photo"), {"photo": upload(picture("JPEG", exif=exif), "../../x.jpg")})

    member.refresh_from_db()
    served = b"".join(outsider_client.get(member.avatar).streaming_content)
    face = Image.open(BytesIO(served))

    assert (face.size, face.format, b"Camera" in served) == ((256, 256), "JPEG", False)
    assert member.photo.name.startswith("faces/")
    assert member.avatar in outsider_client.get(member.get_absolute_url()).text


def test_face_that_is_replaced_or_taken_down_leaves_no_file(member_client, member, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        set_photo(actor=member, upload=BytesIO(picture()))
        first = member.photo.name
        set_photo(actor=member, upload=BytesIO(picture()))
        second = member.photo.name
    storage = member.photo.storage
    kept = [storage.exists(first), storage.exists(second)]
    with django_capture_on_commit_callbacks(execute=True):
        answer = member_client.post(reverse("profile_photo"), {"act": "remove"})

    assert (kept, storage.exists(second), answer.status_code) == ([False, True], False, 302)
    assert member_client.get(reverse("person_photo", args=[member.username])).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "face.svg", 422),
        (b"GIF89a" + b"\x00" * 50, "face.gif", 422),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "face.png", 422),
        (picture()[:100], "face.png", 422),
        (b"x" * (10 * 1024 * 1024 + 1), "face.png", 413),
        (b"", "face.png", 422),
    ],
)
def test_file_that_is_no_face_is_refused_with_a_sentence(member_client, member, content, name, status):
    answer = member_client.post(reverse("profile_photo"), {"photo": upload(content, name)})

    member.refresh_from_db()
    assert (answer.status_code, member.photo.name) == (status, "")
    assert b"field__error" in answer.content


def test_decompression_bomb_is_refused_before_it_is_decoded(member_client, member):
    bomb = picture(size=(8000, 7000))  # 56 million pixels in a few kilobytes

    answer = member_client.post(reverse("profile_photo"), {"photo": upload(bomb)})

    assert (answer.status_code, len(bomb) < 500_000) == (413, True)


def test_unit_shows_who_belongs_to_it_and_below(member_client, member):
    above = BusinessUnitFactory(name="Head office")
    unit = BusinessUnitFactory(name="Kitchen", slug="kitchen", parent=above)
    assign_unit(person=member, unit=unit, since=date(2026, 1, 1))
    UserFactory(last_name="Elsewhere")

    shown = member_client.get(above.get_absolute_url())
    below = member_client.get(unit.get_absolute_url())

    assert [person.pk for person in shown.context["people"]] == [member.pk]
    assert unit.get_absolute_url() in shown.text
    assert above.get_absolute_url() in below.text
    assert member_client.get(reverse("unit", args=["nowhere"])).status_code == 404


def test_profile_shows_team_and_the_line_above(member_client, member):
    top, boss, gone = UserFactory(last_name="Top"), UserFactory(last_name="Boss"), UserFactory(is_active=False)
    for person, manager in ((member, boss), (boss, gone), (gone, top), (UserFactory(last_name="Report"), member)):
        person.profile.manager = manager
        person.profile.save()

    shown = member_client.get(member.get_absolute_url())

    assert [person.last_name for person in shown.context["line"]] == ["Boss", "Top"]
    assert [person.last_name for person in shown.context["team"]] == ["Report"]


@pytest.mark.parametrize("count", [1, 3])
def test_profile_queries_do_not_grow(member_client, member, count, django_assert_num_queries):
    below = member
    for _number in range(count):
        manager, report = UserFactory(), UserFactory()
        below.profile.manager, report.profile.manager = manager, member
        below.profile.save()
        report.profile.save()
        below = manager
    member_client.get(member.get_absolute_url())

    with django_assert_num_queries(4):
        member_client.get(member.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_unit_queries_do_not_grow(member_client, count, django_assert_num_queries):
    unit = BusinessUnitFactory()
    for _number in range(count):
        assign_unit(person=UserFactory(), unit=BusinessUnitFactory(parent=unit), since=date(2026, 1, 1))
    member_client.get(unit.get_absolute_url())

    with django_assert_num_queries(11 if settings.SOCIAL else 10):
        member_client.get(unit.get_absolute_url())


def test_those_who_arrived_are_the_newest_first_and_nobody_who_is_still_to_come(member):
    for name, day in (
        ("Old", date(2020, 1, 1)),
        ("New", date(2026, 1, 2)),
        ("Newer", date(2026, 2, 3)),
        ("Soon", date(2999, 1, 1)),
    ):
        person = UserFactory(last_name=name)
        person.profile.start_date = day
        person.profile.save()

    assert [found.last_name for found in people_who_arrived(member, since=date(2026, 1, 1))] == ["Newer", "New"]
