import pytest

from cms.pages.markdown import SiteIndex, check_links

PAGES = {
    "index.md": "# Root\n\n## Tools",
    "about-us/code.md": "---\nredirect_from: [/coc/, conduct]\n---\n# Code\n\n## Part One\n\n<a id='old'></a>\n\n### M&IE\n\n## Part One",
    "tools/slack.md": "# Slack\n\n## Records",
    "tools/slack/records.md": "---\npermalink: /records-of-slack/\n---\ntext",
    "moved.md": "---\nredirect_to: /coc/#part-one\nredirect_from: /gone/\n---\n",
    "away.md": "---\nredirect_to: https://example.org/\n---\n",
    "loop.md": "---\nredirect_to: /loop/\n---\n",
}
CODE, SLACK, RECORDS, ROOT = "about-us/code.md", "tools/slack.md", "tools/slack/records.md", ""


@pytest.fixture
def place_of(handbook):
    def find(link: str, source: str = "tools/x.md"):
        handbook.write_files({**PAGES, source: PAGES.get(source, "# X\n\n## Here") + f"\n\n[words]({link})"})
        tree = handbook.read()
        page = next(page for page in tree.pages() if page.path == source)
        (written,) = page.links.values()
        return SiteIndex(tree).place(written, page)

    return find


@pytest.mark.parametrize(
    ("link", "page", "anchor"),
    [
        ('{% page "/about-us/code/" %}', CODE, ""),
        ('{% page "about-us/code" %}', CODE, ""),
        ('{%page "/about-us/code/#part-one" %}', CODE, "part-one"),
        ('{% page "/coc" %}', CODE, ""),
        ('{% page "/conduct/#m-and-ie" %}', CODE, "mie"),
        ('{% page "/About-Us/Code" %}', CODE, ""),
        ('{% link "about-us/code" %}', CODE, ""),
        ("{{ site.baseurl }}/about-us/code/", CODE, ""),
        ('{{< ref "about-us/code.md" >}}', CODE, ""),
        ("/about-us/code", CODE, ""),
        ("/about-us/code/?utm=1#part-one-1", CODE, "part-one-1"),
        ("/about-us/code.html#old", CODE, "mie"),
        ("../about-us/code.md", CODE, ""),
        ("../about-us/code.md#PART-ONE", CODE, "part-one"),
        ("slack.md", SLACK, ""),
        ("./slack.md#records", SLACK, "records"),
        ("../slack/", SLACK, ""),
        ("slack/records.md", RECORDS, ""),
        ("/records-of-slack/", RECORDS, ""),
        ("/tools/slack/records/", RECORDS, ""),
        ("/handbook/tools/slack/", SLACK, ""),
        ("/#tools", ROOT, "tools"),
        ("#here", "tools/x.md", "here"),
        ('{% page "/moved/" %}', CODE, "part-one"),
        ('{% page "/gone/" %}', CODE, "part-one"),
        ('{% page "/tools/" %}', "tools/", ""),
    ],
)
def test_link_finds_its_page(place_of, link, page, anchor):
    place = place_of(link)

    assert place.page is not None
    assert (place.page.path, place.anchor, place.why) == (page, anchor, "")


@pytest.mark.parametrize(("link", "page"), [("records/", RECORDS), ("slack/records/", RECORDS)])
def test_relative_address_is_that_of_the_page_or_of_the_file(place_of, link, page):
    assert place_of(link, source=SLACK).page.path == page


def test_missing_anchor_leads_to_the_page_and_is_told(place_of, handbook):
    place = place_of("/coc/#nothing")

    assert (place.page.path, place.anchor, place.why) == (CODE, "", "the page has no part “nothing”")
    report = check_links(handbook.read())
    assert [note.text for note in report.without_anchor] == [
        "The link to “/coc/#nothing” leads to the whole page: the page has no part “nothing”."
    ]


@pytest.mark.parametrize(("link", "why"), [("/nothing/", "there is no such page"), ("/loop/", "it leads in a circle")])
def test_link_to_nothing_loses_its_link_and_is_told(place_of, handbook, link, why):
    assert place_of(link).page is None

    (note,) = check_links(handbook.read()).unresolved

    assert (note.path, note.line, note.text) == ("tools/x.md", 5, f"The link to “{link}” was taken off: {why}.")
    (block,) = handbook.blocks("tools/x.md")[1:]
    assert block["value"] == "<p>words</p>"


def test_link_to_a_page_that_went_elsewhere_goes_there(place_of):
    assert place_of("/away/").address == "https://example.org/"


@pytest.mark.parametrize("link", ["https://example.org/a?b=1&c=2#d", "mailto:ada@example.org", "tel:+1-555"])
def test_link_outside_stays(place_of, link):
    assert place_of(link).address == link


def test_links_are_written_as_the_editor_does(handbook):
    handbook.write_files(
        {"a.md": "## P\n\n[b](b.md#q) [b2](b.md) [p](#p) [o](https://example.org/?a=1&b=2)", "b.md": "## Q"}
    )

    assert handbook.blocks("a.md")[1]["value"] == (
        '<p><a linktype="page" id="3" anchor="q">b</a> <a linktype="page" id="3">b2</a> <a href="#p">p</a> '
        '<a href="https://example.org/?a=1&amp;b=2">o</a></p>'
    )


def test_reference_definitions_and_tags_work_together(handbook):
    handbook.write_files({"a.md": 'See [it][b].\n\n[b]: {% page "/b/#q" %}', "b.md": "## Q"})

    assert handbook.blocks("a.md")[0]["value"] == '<p>See <a linktype="page" id="3" anchor="q">it</a>.</p>'
