"""The main job, end to end, with four accounts: from an edit to the talk about it and back, with and without script."""

import pytest

pytestmark = pytest.mark.browser


def submit(editor, page_id, title):
    """Change the title in Wagtail's editor and submit the page to its workflow."""
    editor.page.goto(f"/admin/pages/{page_id}/edit/")
    editor.page.fill("#id_title", title)
    editor.page.locator("button[name=action-submit]").first.evaluate("button => button.click()")
    editor.page.wait_for_load_state()


def approve(approver, page_id):
    """Approve what waits on the page, in Wagtail's editor."""
    approver.page.goto(f"/admin/pages/{page_id}/edit/")
    button = approver.page.locator("button[data-workflow-action-name=approve]:not([data-launch-modal])").first
    with approver.page.expect_navigation():
        button.evaluate("button => button.click()")


def change(site, seat, page_id, title, *, with_script):
    """Publish another title: through the admin, which needs script, or as its services do it."""
    if with_script:
        submit(seat("editor"), page_id, title)
        approve(seat("approver"), page_id)
    else:
        site.run("company", "publish", str(page_id), title)


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_page_is_changed_shared_talked_about_and_found(site, seat, with_script):
    page = site.pages["trains" if with_script else "merger"]
    word = "Sleepers" if with_script else "Mergers"
    options = {"java_script_enabled": with_script}

    change(site, seat, page["id"], f"{word} first", with_script=with_script)
    reader = seat("reader", **options)
    reader.page.goto(page["url"])
    assert reader.page.inner_text("h1") == f"{word} first"

    # Shared in two actions: the button, then the space and send.
    reader.page.click("text=Share to network")
    reader.page.fill("textarea[name=message]", f"{word}: read this before Monday.")
    reader.page.check("input[name=spaces][value=rails]", force=True)
    reader.page.click("button:has-text('Share')")
    reader.page.wait_for_url(f"**{page['url']}*")

    colleague = seat("colleague", **options)
    colleague.page.goto("/en/spaces/rails/")
    card = colleague.page.locator("article", has_text=f"{word}: read this before Monday.").first
    assert f"{word} first" in card.inner_text()
    post_url = card.locator("a[href*='/posts/']").first.get_attribute("href").partition("#")[0]
    colleague.page.goto(post_url)
    say(colleague, f"{word}: a remark below the card.")
    colleague.page.goto(page["url"])
    say(colleague, f"{word}: a remark below the page.")

    reader.page.goto(page["url"])
    text = reader.page.inner_text("body")
    assert f"{word}: a remark below the page." in text
    assert "Rails and roads" in text  # the roll-up

    change(site, seat, page["id"], f"{word} second", with_script=with_script)
    colleague.page.goto(post_url)
    assert f"{word} second" in colleague.page.inner_text("main")
    assert f"{word} first" not in colleague.page.inner_text("main")

    site.work()
    for words, found in [(f"{word} second", f"{word} second"), (f"{word} remark", "a remark below the card")]:
        reader.page.goto("/en/")
        reader.page.goto(f"/en/search/?q={words}")
        assert found in reader.page.inner_text("main")
    reader.page.goto("/en/network/")
    assert f"{word} second" in reader.page.inner_text("main")
    assert [*reader.complaints, *colleague.complaints] == []


def say(someone, words):
    composer = someone.page.locator("#talk form[data-composer]").last
    composer.locator("textarea[name=body]").fill(words)
    composer.locator("button[type=submit]").click()
    someone.page.wait_for_selector(f"text={words}")


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_an_outsider_finds_nothing_anywhere(site, seat, with_script):
    merger = site.pages["merger"]
    outsider = seat("outsider", java_script_enabled=with_script)

    for address in (merger["url"], f"/en/pages/{merger['id']}/", f"/en/pages/{merger['id']}/share/"):
        assert outsider.status(address) == 404
    for address in ("/en/", "/en/reference/", site.pages["section"], "/en/network/", "/en/search/?q=zebra"):
        assert outsider.status(address) == 200
        assert "Merger plans" not in outsider.page.content()
        assert "zebra clause" not in outsider.page.content()
