"""Every kind of screen with a whole company on it, in both languages: accessible, quiet, and never wider than a phone."""

from importlib.resources import files
from itertools import product

import pytest

pytestmark = pytest.mark.browser

READER, EDITOR = "noor.employee", "ines.comms"
#: What Wagtail's own widgets leave open in the admin, by the rule and where: rich text, tables, the list of answers.
WAGTAILS = {
    "aria-input-field-name": ".public-DraftEditor-content",
    "label": ".select-submission, [data-action='w-bulk#toggleAll'], [name*='-cell-']",
    "empty-table-header": "th:has([data-action='w-bulk#toggleAll'])",
    "landmark-unique": ".w-panel",
}
BARRIERS = """
(wagtails) => axe.run().then((result) => result.violations.flatMap((rule) => {
  const isOurs = (node) => !wagtails[rule.id] || !document.querySelector(node.target[0])?.matches(wagtails[rule.id]);
  return rule.nodes.filter(isOurs).map((node) => `${rule.id}: ${node.html.slice(0, 200)}`);
}))
"""

#: `stopped` tells where the focus is and whether one sees it there; `left` names what it never reached.
FOCUS = """
(() => {
  const reached = new Set();
  const words = (one) => (one.textContent || one.getAttribute("aria-label") || one.name || one.tagName).trim().slice(0, 60);
  const isRinged = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  window.stopped = () => {
    const here = document.activeElement;
    if (here === document.body || reached.has(here)) return null;
    reached.add(here);
    const around = [here, here.nextElementSibling, here.parentElement, here.closest("article, label, li")];
    const styles = [...around.filter(Boolean).map((one) => getComputedStyle(one)), getComputedStyle(here, "::after")];
    return { words: words(here), is_shown: styles.some(isRinged) };
  };
  window.left = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0 && !reached.has(one))
    .filter((one) => one.type !== "radio" || ![...reached].some((other) => other.name === one.name))
    .map(words);
})()
"""


@pytest.fixture(scope="module")
def axe_source():
    return (files("axe_playwright_python") / "axe.min.js").read_text()


def look_at(seat, screens, axe_source, *, widths, schemes, wagtails):
    """Return what is wrong with each screen, in each width and in light and dark."""
    wrong = {}
    for name, address in screens.items():
        status = seat.status(address)
        seat.page.evaluate(axe_source)
        found = [] if status == (404 if name == "absent" else 200) else [str(status)]
        for width, scheme in product(widths, schemes):
            seat.page.set_viewport_size({"width": width, "height": 900})
            seat.page.emulate_media(color_scheme=scheme)
            needed = seat.page.evaluate("document.documentElement.scrollWidth")
            found += [f"{width} px, {scheme}: {barrier}" for barrier in seat.page.evaluate(BARRIERS, wagtails)]
            found += [f"needs {needed} px of {width}"] * (needed > width)
        if found:
            wrong[name] = found
    return wrong


@pytest.mark.parametrize("language", ["en", "fr"])
def test_readers_meet_no_barrier(orvane, desk, axe_source, language):
    reader = desk(READER, reduced_motion="reduce")
    screens = orvane.pages["reader"][language]

    wrong = look_at(reader, screens, axe_source, widths=(320, 1280), schemes=("light", "dark"), wagtails={})

    assert wrong == {}
    assert reader.complaints == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_editors_meet_none_of_ours(orvane, desk, axe_source, language):
    editor = desk(EDITOR, reduced_motion="reduce")
    screens = orvane.pages["editor"][language]

    assert look_at(editor, screens, axe_source, widths=(1280,), schemes=("light",), wagtails=WAGTAILS) == {}


@pytest.mark.parametrize(
    "name", ["home", "page that is talked about", "page with every block", "form", "filtered people"]
)
def test_keyboard_reaches_all_and_shows_where_it_is(orvane, desk, name):
    reader = desk(READER, viewport={"width": 1280, "height": 900})
    reader.page.goto(orvane.pages["reader"]["en"][name])
    reader.page.evaluate(FOCUS)
    stops = []
    for _press in range(400):
        reader.page.keyboard.press("Tab")
        stop = reader.page.evaluate("stopped()")
        if stop is None:
            break
        stops.append(stop)

    assert stops[0]["words"] == "Skip to content"
    assert [stop["words"] for stop in stops if not stop["is_shown"]] == []
    assert reader.page.evaluate("left()") == []
