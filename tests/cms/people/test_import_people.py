"""`import_people`: who comes, changes, goes and returns with the file of the HR system."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.people.hr.reading import read_file
from cms.people.models import BusinessUnit, PersonWord, Profile, UnitMembership, User
from cms.people.selectors import directory, unit_on
from cms.people.services import imports
from cms.people.services.leavers import let_leavers_go
from tests.factories.people import BusinessUnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path):
    """Import a file with these lines; return the exit code and what was said."""

    def run(*lines, encoding="utf-8", **options):
        path = tmp_path / "people.csv"
        path.write_bytes("\r\n".join(lines).encode(encoding))
        out = StringIO()
        try:
            call_command("import_people", path, stdout=out, stderr=StringIO(), **options)
        except SystemExit as ended:
            return ended.code, out.getvalue()
        return 0, out.getvalue()

    return run


def person(number):
    return User.objects.get(profile__employee_number=number)


def snapshot():
    """Return all that an import may write."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (User, Profile, BusinessUnit, UnitMembership, PersonWord)
    ]


def test_people_are_made_with_all_that_the_file_says(load):
    code, said = load(
        "employee_number,username,email,first_name,last_name,job,unit,manager,phone,location,languages,skills,start_date,end_date",
        "1,ana,ana@orvane.example,Ana,Silva,Head of design,Orvane > Design,,+44 1632 960001,Pier 4,en|pt,boats;ropes,2020-02-03,",
        "2,,bo@orvane.example,Bo,Ek,Draughtsman,Orvane > Design > Mechanics,1,,,,,03/02/2021,",
    )

    ana, bo = person("1"), person("2")
    assert (code, bo.username, bo.profile.manager) == (0, "bo.ek", ana)
    assert (ana.profile.languages, ana.profile.skills) == (["en", "pt"], ["boats", "ropes"])
    assert (bo.profile.start_date, unit_on(bo, date(2021, 2, 3)).name) == (date(2021, 2, 3), "Mechanics")
    assert bo.profile.unit.get_parent() == ana.profile.unit
    assert not bo.has_usable_password()
    assert [found.username for found in directory(ana, skill="ROPES")] == ["ana"]
    assert "2 new, 0 changed" in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_french_headers_with_semicolons_are_read(load, encoding):
    header = "Matricule;Identifiant;Courriel;Prénom;Nom;Poste;Unité;Responsable;Téléphone;Site;Langues;Compétences;Entrée;Sortie"
    line = (
        "7;helene;helene@orvane.example;Hélène;Çelik;Ingénieure;Siège > Études;;;Môle;fr,tr;béton, ancrage;03/02/2020;"
    )

    assert load(header, line, encoding=encoding)[0] == 0

    found = person("7")
    assert (found.display_name, found.profile.unit.name, found.profile.location) == ("Hélène Çelik", "Études", "Môle")
    assert (found.profile.languages, found.profile.skills) == (["fr", "tr"], ["béton", "ancrage"])


def test_same_file_twice_changes_nothing(load):
    lines = [
        "employee_number,first_name,last_name,unit,manager,end_date",
        "1,Ana,Silva,A > B,2,",
        "2,Bo,Ek,A > B,,2020-01-01",
    ]
    load(*lines)
    before = snapshot()

    code, said = load(*lines)

    assert (code, snapshot()) == (0, before)
    assert "0 new, 0 changed, 0 left, 0 returned, 2 as they were" in said


def test_dry_run_says_what_would_change_and_changes_nothing(load):
    load("employee_number,first_name,last_name,job", "1,Ana,Silva,Designer", "2,Bo,Ek,Buyer")
    before = snapshot()

    code, said = load(
        "employee_number,first_name,last_name,job,unit,end_date",
        "1,Ana,Silva,Head of design,New > Unit,",
        "2,Bo,Ek,Buyer,,2020-01-01",
        "3,Cy,Dahl,Cook,,",
        dry_run=True,
    )

    assert (code, snapshot()) == (0, before)
    assert "Unit that will be made: New > Unit" in said
    assert "line 2: changes: Ana Silva (job: Designer → Head of design, unit: - → New > Unit)" in said
    assert "line 3: leaves: Bo Ek" in said
    assert "line 4: new: Cy Dahl (cy.dahl)" in said


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (",x,,,,", "the employee number is missing"),
        ("1,y,,,,", "the employee number 1 is on line 2 already"),
        ("9,first,,,,", "the user name “first” belongs to somebody else"),
        ("9,no/slash,,,,", "“no/slash” is no user name"),
        ("9,y,nobody,,,", "“nobody” is no e-mail address"),
        ("9,y,,Nowhere,,", "there is no unit “Nowhere”"),
        ("9,y,,Twin,,", "several units are named “Twin”"),
        ("9,y,,A > ,,", "is no path of units"),
        ("9,y,,,404,", "there is no manager with the employee number 404"),
        ("9,y,,,9,", "managers in a loop: 9 → 9"),
        ("9,y,,,,31/02/2020", "is no date"),
        ("9,y,,,,yesterday", "is no date"),
        ("9,,,,,", "somebody new needs a user name or a name"),
        ("9,y,,,", "5 cells, where the header has 6"),
        ("9,y,,,,,7", "7 cells, where the header has 6"),
        ("9,y\x00,,,,", "has a character that cannot be shown"),
        (f"{'9' * 51},y,,,,", "has 51 characters; at most 50 are kept"),
    ],
)
def test_bad_line_is_told_and_the_others_go_in(load, cells, reason):
    for parent in (BusinessUnitFactory(name="One"), BusinessUnitFactory(name="Two")):
        BusinessUnitFactory(name="Twin", parent=parent)
    units = BusinessUnit.objects.count()

    code, said = load("employee_number,username,email,unit,manager,end_date", "1,first,,,,", cells, "2,last,,,,")

    assert (code, User.objects.count(), BusinessUnit.objects.count()) == (1, 2, units)
    assert [line for line in said.splitlines() if line.startswith("line ")] == [
        line for line in said.splitlines() if line.startswith("line 3: ") and reason in line
    ]
    assert f"line 3: {reason}" in said or reason in said


def test_loop_of_managers_stays_out_with_those_who_need_it(load):
    code, said = load("employee_number,username,manager", "1,ana,2", "2,bo,3", "3,cy,1", "4,di,3", "5,ed,")

    assert (code, list(User.objects.values_list("username", flat=True))) == (1, ["ed"])
    assert [said.count(f"line {number}: managers in a loop") for number in (2, 3, 4)] == [1, 1, 1]
    assert "line 5: there is no manager with the employee number 3" in said


def test_loop_with_what_is_known_already_is_refused(load):
    load("employee_number,username,manager", "1,ana,", "2,bo,1")

    code, _said = load("employee_number,username,manager", "1,ana,2")

    assert (code, person("1").profile.manager) == (1, None)


def test_leaver_is_deactivated_with_sessions_and_returns(load, client):
    load("employee_number,username,unit", "1,ana,A > B")
    client.force_login(person("1"))
    seen = client.get("/en/people/").status_code

    load("employee_number,username,unit,end_date", "1,ana,A > B,2020-01-01")
    gone = person("1")
    unit_of_gone = gone.profile.unit
    refused = client.get("/en/people/").status_code
    load("employee_number,username,unit,end_date", "1,ana,A > B,")

    assert (seen, gone.is_active, unit_of_gone, refused) == (200, False, None, 302)
    assert person("1").is_active
    assert [spell.until is None for spell in UnitMembership.objects.order_by("pk")] == [False, True]


def test_whom_an_operator_deactivated_stays_out(load):
    load("employee_number,username,end_date", "1,ana,")
    User.objects.update(is_active=False)

    load("employee_number,username,job,end_date", "1,ana,Cook,")

    assert (person("1").is_active, person("1").profile.job) == (False, "Cook")


def test_move_to_another_unit_keeps_the_history(load):
    load("employee_number,username,unit,start_date", "1,ana,A > B,2020-01-01")
    load("employee_number,username,unit,start_date", "1,ana,A > C,2020-01-01")
    load("employee_number,username,unit,start_date", "1,ana,A > D,2020-01-01")  # corrected on the same day

    today = timezone.localdate()
    days = [date(2019, 12, 31), date(2020, 1, 1), today - timedelta(days=1), today]
    assert [getattr(unit_on(person("1"), day), "name", None) for day in days] == [None, "B", "B", "D"]


def test_user_name_follows_the_file_unless_somebody_has_it(load):
    load("employee_number,username", "1,ana", "2,bo")

    renamed = load("employee_number,username,job", "1,Ana.Silva,Cook")
    refused = load("employee_number,username,job", "2,ana.silva,Cook")

    assert (renamed[0], person("1").username, person("1").profile.job) == (0, "Ana.Silva", "Cook")
    assert (refused[0], person("2").username, person("2").profile.job) == (1, "bo", "")
    assert "line 2: the user name “ana.silva” belongs to somebody else" in refused[1]


def test_batch_that_fails_is_told_and_the_others_go_in(tmp_path, monkeypatch):
    monkeypatch.setattr(imports, "BATCH", 1)
    lines = ["1,ana,Top > One", "2,bo,Top > New", "3,cy,Top > New > Deep", "4,di,Top > New"]
    path = tmp_path / "people.csv"
    path.write_text("\n".join(["employee_number,username,unit", *lines]))

    def somebody_else_is_at_work(_count):
        User.objects.get_or_create(username="bo")

    report = imports.import_people(file=read_file(path), step=somebody_else_is_at_work)

    assert report.failed == [(3, "somebody changed people at the same time; run the import again")]
    assert report.summary() == "3 new, 0 changed, 0 left, 0 returned, 0 as they were, 1 not imported."
    assert [person(key).profile.unit.name for key in "134"] == ["One", "Deep", "New"]


def test_spells_of_one_person_never_overlap(load):
    header = "employee_number,username,unit,end_date"
    yesterday = timezone.localdate() - timedelta(days=1)
    load(header, "1,ana,Top > One,")
    load(header, f"1,ana,Top > One,{yesterday}")
    load(header, "1,ana,Top > Two,")

    spells = list(UnitMembership.objects.order_by("since").values_list("unit__name", "since", "until"))

    assert [name for name, _since, _until in spells] == ["One", "Two"]
    assert spells[0][2] <= spells[1][1]


def test_account_of_that_user_name_is_taken_over_once(load):
    known = UserFactory(username="ana")

    load("employee_number,username,job", "1,ana,Cook")
    code, said = load("employee_number,username,job", "2,ana,Thief")

    assert (person("1"), code, User.objects.count()) == (known, 1, 1)
    assert "belongs to somebody else" in said


def test_column_that_is_absent_is_left_alone_and_empty_cells_empty(load):
    load("employee_number,username,first_name,job,phone,skills", "1,ana,Ana,Cook,123,soup")

    load("employee_number,username,first_name,job,skills", "1,,,,")

    ana = person("1")
    assert (ana.username, ana.first_name) == ("ana", "Ana")
    assert (ana.profile.job, ana.profile.phone, ana.profile.skills) == ("", "123", [])


def test_formula_in_a_cell_is_text(load, member_client):
    load("employee_number,username,job", '1,ana,"=HYPERLINK(""https://example.org"")"')

    assert person("1").profile.job == '=HYPERLINK("https://example.org")'
    assert "=HYPERLINK(&quot;https://example.org&quot;)" in member_client.get("/en/people/ana/").text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"name,job\nAna,Cook", "names no column “employee_number”"),
        (b"employee_number,email,courriel\n1,a,b", "Two columns mean “email”"),
        ("employee_number\n1".encode("utf-16"), "UTF-16"),
        (b"employee_number," + b"x," * 1_000_000, "1000002 columns; at most 200"),
        (b"employee_number,job\n1,\x81\x8d", "neither UTF-8 nor Windows-1252"),
        (b'"employee_number,job\n' + b"1,x\n" * 300_000, "cannot be read as a table"),
    ],
)
def test_file_that_is_none_is_refused_with_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "people.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=sentence):
        call_command("import_people", path)
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_people", tmp_path / "absent.csv")


def test_unknown_columns_are_named(load):
    assert "Columns that are not read: Shoe size." in load("employee_number,username,Shoe size", "1,ana,42")[1]


def test_line_number_is_that_of_an_editor(load):
    _code, said = load("employee_number,username,job", '1,ana,"two\nlines"', "", "2,bo!,")

    assert "line 5: " in said


@pytest.mark.parametrize(
    "rest",
    [
        ["2,bo,Cook"],
        ['2,bo,"Cook"'],
        ['2,bo,"Cook ""and"" baker"', "", '3,cy,"Two\nlines"'],
        ["2,bo," + "x" * 150] * 2 + ["4,eve," + "x" * 150] * 8000,
    ],
)
def test_open_quotation_mark_takes_no_line_with_it(load, rest):
    code, said = load("employee_number,username,job", '1,ana,"Cook', *rest)

    assert code == 1
    assert "line 2: a quotation mark" in said
    assert person("2").username == "bo"
    assert not Profile.objects.filter(employee_number="1").exists()


def test_cell_of_several_rows_that_nobody_reads_is_no_open_quotation_mark(load):
    load("employee_number,username,address,job", '1,ana,"5, Main Street\n12, Town",Cook', "2,bo,,Baker")

    assert [person(key).profile.job for key in "12"] == ["Cook", "Baker"]


def test_last_day_comes_without_a_file(load):
    today = timezone.localdate()
    load("employee_number,username,unit,end_date", f"1,ana,A > B,{today}", f"2,bo,A > B,{today + timedelta(days=1)}")

    let_leavers_go(today=today + timedelta(days=1))

    assert [person(number).is_active for number in "12"] == [False, True]
    assert let_leavers_go(today=today + timedelta(days=1)) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_import_queries_do_not_grow(load, count, django_assert_max_num_queries):
    lines = [f"{number},person.{number},Cook,boats" for number in range(count)]
    load("employee_number,username,job,skills", *lines)

    with django_assert_max_num_queries(26):
        load("employee_number,username,job,skills", *(line.replace("Cook", "Chef") for line in lines))
