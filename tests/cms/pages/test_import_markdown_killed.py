"""An import that is killed in the middle goes on when it is run again, and ends as if nothing had happened."""

import json
import signal

import pytest

from tests.cms.core.processes import Processes
from tests.cms.pages.importing import picture, write

#: Says each row that is saved, so that the test can kill it between any two of them.
IMPORT = """
import sys, django
django.setup()
from django.core.management import call_command
from django.db.models.signals import post_save
post_save.connect(lambda sender, **kwargs: print("saved", sender.__name__, flush=True), weak=False)
call_command("import_markdown", sys.argv[1], "--section", "killed", "--verbosity", "0")
"""
FINISH = """
import sys, json, django
django.setup()
from django.core.management import call_command
from taggit.models import TaggedItem
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision
from cms.files.models import Document, Image
from cms.pages.models import ImportedPage, SectionPage
from tests.cms.pages.roundtrip import seen
def state(section):
    pages = SectionPage.objects.get(slug=section).get_descendants(inclusive=True)
    return {
        "seen": seen(section),
        "order": [page.title for page in pages],
        "versions": Revision.page_revisions.filter(object_id__in=[str(page.pk) for page in pages]).count(),
        "rows": ImportedPage.objects.filter(section__slug=section).count(),
        "redirects": Redirect.objects.filter(redirect_page__in=pages, old_path__contains=section).count(),
        "tags": TaggedItem.objects.filter(object_id__in=[page.pk for page in pages]).count(),
    }
for section in ("killed", "whole"):
    call_command("import_markdown", sys.argv[1], "--section", section, "--verbosity", "0")
files = [Image.objects.count(), Document.objects.count()]
print(json.dumps([state("killed"), state("whole"), files, [str(each) for each in Page.find_problems()[0]]]))
"""
#: In which phase it is killed: pages are made, and filled.
MOMENTS = [("ReferencePage", 3), ("Revision", 3)]


@pytest.fixture
def processes(committed, home, tmp_path):
    group = Processes(tmp_path)
    yield group
    group.stop()


def test_import_that_is_killed_goes_on_and_ends_with_the_same_content(processes, tmp_path):
    handbook = tmp_path / "handbook"
    write(handbook, {"index.md": "# Handbook\n\nAll of it.", "SUMMARY.md": "* [6](page6.md)\n* [1](page1.md)"})
    for number in range(8):
        write(
            handbook,
            {
                f"page{number}.md": f"---\ntags: [t{number % 3}]\n---\n# Page {number}\n\n![P](p{number}.png)\n\n"
                f"[Next](page{(number + 1) % 8}.md#part) and [form](form.pdf).\n\n## Part\n\nText.",
                f"p{number}.png": picture(f"#10{number}040"),
            },
        )
    write(handbook, {"form.pdf": b"%PDF-1.4"})

    for model, count in MOMENTS:
        process = processes.start("-c", IMPORT, str(handbook))
        met = 0
        while met < count:
            line = process.stdout.readline()
            assert line, "it ended before it could be killed"
            met += line == f"saved {model}\n"
        process.kill()
        assert process.wait() == -signal.SIGKILL

    said = processes.run("-c", FINISH, str(handbook))
    killed, whole, files, broken = json.loads(said.splitlines()[-1])

    assert killed == whole
    assert (len(killed["seen"]), killed["versions"], killed["rows"]) == (9, 9, 9)
    assert killed["order"][:3] == ["Handbook", "Page 6", "Page 1"]
    assert (files, broken) == ([8, 1], [])
