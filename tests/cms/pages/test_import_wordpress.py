"""An export of WordPress becomes pages, by the services that import Markdown."""

import io
import tracemalloc

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from taggit.models import TaggedItem
from wagtail.contrib.redirects.models import Redirect

from cms.pages.management.commands import import_wordpress as command
from cms.pages.models import ImportedPage, NewsPage, SectionPage
from cms.pages.services.tags import tags_of
from cms.pages.wordpress import read_site
from tests.cms.pages.importing import everything, page_at, picture, write
from tests.cms.pages.wordpress_export import attachment, entry, export, meta
from tests.factories.pages import make_page, make_section
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(home, tmp_path):
    """Where an export goes, next to a new site."""
    return tmp_path / "site.xml"


def run(file, *arguments: str) -> str:
    out = io.StringIO()
    call_command("import_wordpress", str(file), "--section", "old", *arguments, stdout=out)
    return out.getvalue()


def fail(file, *arguments: str) -> str:
    with pytest.raises(CommandError) as failure:
        call_command("import_wordpress", str(file), "--section", "old", *arguments, stdout=io.StringIO())
    assert failure.value.returncode == 1
    return str(failure.value)


def body_of(number: int, kind: str = "page") -> list[tuple[str, object]]:
    page = page_at(f"{kind}-{number}")
    return [(block["type"], block["value"]) for block in page.get_latest_revision_as_object().body.raw_data]


def test_pages_hang_as_they_did_and_posts_are_news(file, client):
    nina = UserFactory(email="nina@example.org", username="nina.n")
    export(
        file,
        entry(2, "Team", parent=1, order=2, link="https://old.example/blog/about/team/", name="team"),
        entry(3, "History", parent=1, order=1, name="history", author="gone"),
        entry(1, "About & us", name="about"),
        entry(9, "We won", "Great.", kind="post", more='<category domain="category"><![CDATA[Prizes]]></category>'),
        entry(10, "Lost child", parent=99),
    )

    said = run(file)

    section = SectionPage.objects.get(slug="old")
    assert [(page.depth - section.depth, page.title) for page in section.get_descendants()] == [
        (1, "About & us"), (2, "History"), (2, "Team"), (1, "Lost child"), (1, "News"), (2, "We won"),
    ]  # fmt: skip
    news = NewsPage.objects.get()
    assert (news.live, news.first_published_at.isoformat(), news.owner) == (True, "2021-03-04T05:06:07+00:00", nina)
    assert tags_of([news]) == {news.pk: ["Prizes"]}
    assert "“gone@example.org” is nobody's" in said
    assert "page-10: The page above it is not in the export" in said
    client.force_login(nina)
    answer = client.get("/blog/about/team/", follow=True)
    assert answer.redirect_chain[-1][0] == "/en/old/about/team/"
    assert answer.status_code == 200
    news.delete()
    assert not TaggedItem.objects.exists()


def test_old_address_at_which_there_is_a_page_stays_that_pages(file):
    make_page(parent=make_section(title="Blog", slug="blog"), title="Handbook", slug="handbook")
    export(file, entry(1, "Ours", link="https://old.example/blog/handbook/"))

    said = run(file)

    assert "The old address “/blog/handbook/” is taken" in said
    assert not Redirect.objects.filter(old_path="/en/blog/handbook").exists()


@pytest.mark.parametrize(
    "given",
    [{"status": "draft"}, {"status": "private"}, {"status": "future"}, {"status": "pending"}, {"password": "x"}],
)
def test_what_not_everybody_could_read_stays_a_draft(file, client, given):
    export(file, entry(1, "Secret plan", **given), entry(2, "Below", parent=1), entry(3, "Bin", status="trash"))

    said = run(file)

    page = page_at("page-1")
    assert (page.live, page.title) == (False, "Secret plan")
    assert "Secret plan: It stays a draft" in said
    assert not Redirect.objects.filter(redirect_page=page).exists()
    assert not ImportedPage.objects.filter(path="page-3").exists()
    client.force_login(UserFactory())
    assert client.get(page.get_url()).status_code == 404


def test_texts_of_both_editors_become_blocks(file):
    write(file.parent, {"uploads/2020/01/cat.png": picture(), "uploads/2020/01/rules.pdf": b"%PDF-1.4"})
    base = "https://old.example/blog/wp-content/uploads/2020/01"
    classic = f"""One line
and the next.

<h2>Part</h2>
Second <strong>paragraph</strong> to <a href="https://old.example/blog/?page_id=2#part">the other</a>.
<ul>
<li>a</li>
<li>b</li>
</ul>
[caption id="x" width="300"]<a href="{base}/cat.png"><img src="{base}/cat-300x200.png" alt="A cat"></a> Our cat[/caption]
<blockquote>First

Second</blockquote>
<pre>a

[gallery]</pre>
[gallery ids="7"]
<a href="{base}/rules.pdf">Rules</a>

[contact-form-7 id="5" title="Ask"] and [brackets]

https://video.example/watch"""
    blocks = """<!-- wp:heading --><h2 class="wp-block-heading">Part</h2><!-- /wp:heading -->
<!-- wp:paragraph --><p>Hello <a href="/blog/nowhere/">there</a></p><!-- /wp:paragraph -->
<!-- wp:latest-posts {"a":1} /-->
<!-- wp:table --><figure><table><tbody><tr><td>1</td></tr></tbody></table></figure><!-- /wp:table -->"""
    export(file, entry(1, "One", classic), entry(2, "Two", blocks), attachment(7, f"{base}/cat.png", "Cat", "Again"))

    said = run(file)

    kinds = [kind for kind, _value in body_of(1)]
    assert kinds == ["paragraph", "heading", "paragraph", "image", "quote", "code", "image", "documents", "paragraph"]
    values = [value for _kind, value in body_of(1)]
    two = page_at("page-2")
    assert values[0] == "<p>One line<br/>and the next.</p>"
    assert f'<a linktype="page" id="{two.pk}" anchor="part">the other</a>' in values[2]
    assert values[2].endswith("<ul><li>a</li><li>b</li></ul>")
    assert (values[3]["caption"], values[3]["picture"]["alt_text"]) == ("Our cat", "A cat")
    assert values[4]["text"] == "<p>First</p><p>Second</p>"
    assert values[5]["code"] == "a\n\n[gallery]"
    assert (values[6]["caption"], values[6]["picture"]["image"]) == ("Again", values[3]["picture"]["image"])
    assert "[contact-form-7" in values[8]
    assert '<a href="https://video.example/watch">' in values[8]
    assert 'page-1: Unknown syntax: [contact-form-7 id="5" title="Ask"]' in said
    assert "[brackets]" not in said
    assert "page-2: The block “latest-posts” has no text of its own" in said
    assert [kind for kind, _value in body_of(2)] == ["heading", "paragraph", "table"]
    assert "The link to “/blog/nowhere/” was taken off" in said


def test_run_again_follows_the_export(file, django_assert_num_queries):
    UserFactory(email="nina@example.org")
    export(file, *(entry(number, f"Page {number}") for number in range(1, 4)))
    assert "Pages: 1 new" not in run(file, "--dry-run")
    assert everything()["ImportedPage"] == 0
    run(file)
    before = everything()

    with django_assert_num_queries(27):
        said = run(file)
    assert "Pages: 0 new, 0 changed, 4 unchanged." in said
    assert everything() == before

    export(file, *(entry(number, f"Page {number}", "New.") for number in range(2, 3)))
    assert "Pages: 0 new, 1 changed, 1 unchanged." in run(file)
    assert page_at("page-1").live


def test_one_unchanged_page_asks_as_much_as_three(file, django_assert_num_queries):
    UserFactory(email="nina@example.org")
    export(file, entry(1))
    run(file)
    with django_assert_num_queries(27):
        run(file)


def test_interrupted_import_goes_on(file, monkeypatch):
    export(file, *(entry(number, f"Page {number}") for number in range(1, 5)))

    def stop(_self, name=""):
        if name == "page-2":
            raise KeyboardInterrupt

    monkeypatch.setattr(command.Progress, "step", stop)
    assert "Interrupted" in fail(file)
    monkeypatch.undo()

    said = run(file)
    assert "Pages: 2 new, 0 changed, 3 unchanged." in said
    assert all(page_at(f"page-{number}").live for number in range(1, 5))
    assert Redirect.objects.count() == 8


BOMB = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ({"before": BOMB}, "declares a document type or entities"),
        ({"before": OUTSIDE}, "declares a document type or entities"),
        ({"before": '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'}, "declares a document type or entities"),
        ({"end": "<item><title>half"}, "broken at line"),
        ({"end": "</channel></rss>more &"}, "broken at line"),
    ],
)
def test_hostile_or_broken_file_changes_nothing(file, text, sentence):
    export(file, entry(1, "&x;&b;"), **text)
    before = everything()

    assert sentence in fail(file)
    assert everything() == before


def test_other_files_are_refused(file, tmp_path):
    file.write_text("<rss><channel><title>News</title></channel></rss>")
    assert "no export of WordPress" in fail(file)
    file.write_bytes(b"")
    assert "broken at line 1" in fail(file)
    assert "is no file" in fail(tmp_path)
    export(file, entry(1))
    assert "is no directory" in fail(file, "--media", str(tmp_path / "missing"))


def test_hostile_content_is_harmless(file):
    write(file.parent, {"secret.png": picture(), "uploads/ok.png": picture("#ffffff")})
    base = "https://old.example/blog/wp-content/uploads"
    content = f"""<script>alert(1)</script><p onclick="x()">Shown</p><a href="javascript:x()">go</a>
<img src="{base}/../../../secret.png" alt="gone"><img src="../secret.png" alt="too">"""
    long = "ש" * 300
    export(
        file,
        entry(1, long, content, name=""),
        entry(2, "🌴 Palms", "{% raw %} <b>x", name="%D7%A9%D7%9C%D7%95%D7%9D"),
        entry(3, "Twin", name="same"),
        entry(4, "Twin", name="same"),
        entry(5, "Loop", parent=6),
        entry(6, "Loop too", parent=5),
        attachment(7, f"{base}/../../secret.png"),
        entry(8, "Gallery", '[gallery ids="7,99"] \ufdd00\ufdd1', more=meta("_thumbnail_id", "7")),
        entry(9, "Endless", more=meta("_thumbnail_id", "7" * 5000)),
    )

    said = run(file)

    first = page_at("page-1")
    assert (len(first.title), first.title[-1], first.live) == (255, "…", True)
    text = str(first.body.raw_data[:])
    assert "Shown" in text
    assert "alert" not in text
    assert "javascript" not in text
    assert everything()["Image"] == 0
    assert "secret.png" in said
    assert page_at("page-2").title == "🌴 Palms"
    assert [page_at("page-3").slug, page_at("page-4").slug] == ["same", "same-page-4"]
    assert page_at("page-5").get_parent() == page_at("page-6").get_parent()


def test_memory_stays_the_same_while_a_site_is_read(tmp_path):
    peaks = []
    for count in (5, 200):
        file = export(
            tmp_path / f"{count}.xml", *(entry(number, content="word " * 20_000) for number in range(1, count + 1))
        )
        tracemalloc.start()
        assert len(read_site(file).places) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 1_000_000
