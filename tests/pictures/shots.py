"""What the pictures of the editors' guide show: one line a picture, with what is done before it is taken."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

TRAVEL = "handbook/working-here/travel/travelling-for-work"
EXPENSES = "handbook/working-here/travel/expenses"
BRIDGE = "handbook/working-here/bridge-days-next-year"
STYLE = "handbook/writing/style-guide"
NEWS = "news/652-sites"
HOUSE = "agenda/open-house-at-the-harbour"
FORM = "handbook/on-site/winter-boots"
BUDGETS = "handbook/money-and-buying/budgets"
OPENING = "handbook/harbour-move/the-harbour-site-opens"
MAIN = "main"
EDIT = "/admin/pages/{page}/edit/"
COMPARE = "/admin/pages/{page}/revisions/compare/live...latest/"
DIALOGUE = ".w-dialog__box:visible"
NOTES = ".editor-notes"
WHAT_CHANGED = "xpath=//*[@name='change_note']/ancestor::section[1]"


@dataclass(frozen=True)
class Shot:
    """A picture: who looks, where (`{page}` is the number of `page`), what of the screen, and what was done before."""

    name: str
    who: str
    address: str
    page: str = ""
    part: str = ""
    before: Callable[[Any], None] | None = None
    height: int = 900
    #: What of the window is kept (left, top, width, height), where no element holds just that.
    window: tuple[int, int, int, int] | None = None
    #: The language of the page, where the picture needs one: an interface in French may show an English page.
    locale: str = ""
    border: int = 0


def open_blocks(screen):
    screen.locator("button[title='Insert a block'], button[title='Insérer un bloc'], .c-sf-add-button").nth(1).click()


def open_actions(screen):
    screen.locator("footer [data-w-dropdown-target=toggle], footer .w-dropdown button").first.click()


def say_what_changed(screen):
    words = {"en": "Night trains count from 600 km.", "fr": "Les trains de nuit comptent à partir de 600 km."}
    screen.fill("[name=change_note]", words[screen.evaluate("document.documentElement.lang")[:2]])
    screen.check("[name=change_is_material]")
    screen.evaluate("document.querySelector('footer').remove()")


def hide_key(screen):
    if screen.locator("button[value=renew]").count():
        screen.locator("button[value=renew]").first.click()
        screen.wait_for_load_state()
    screen.evaluate("document.querySelector('#calendar-address').value = 'https://intranet.example/calendar/•••••.ics'")


def language_of(screen):
    return screen.evaluate("document.documentElement.lang")[:2]


def show(screen, what):
    """Bring a part of the form below the bar of the editor, and take away what lies over it."""
    screen.evaluate("document.querySelector('footer')?.remove()")
    screen.locator(what).first.evaluate(
        "part => { part.style.scrollMarginTop = '90px'; part.scrollIntoView(); part.closest('form').parentElement.scrollLeft = 0 }"
    )


def choose_a_unit(screen):
    screen.get_by_label(re.compile("Head office")).check()


def show_questions(screen):
    show(screen, "xpath=//*[@name='form_fields-0-label']/ancestor::section[1]")


def show_picture_block(screen):
    show(screen, "xpath=(//*[contains(@name, 'decorative')])[1]/ancestor::*[@data-streamfield-child][last()]")


def arrange_home(screen):
    for number in range(2):
        screen.locator("[data-streamfield-stream-container] .c-sf-add-button").nth(number).click()
        screen.get_by_role("option", name=re.compile("^(Section|Rubrique)")).first.click()
        screen.locator("select[name^=arrangement]").nth(number).select_option(("lead", "waiting")[number])
    show(screen, "#panel-child-content-arrangement-section")


def name_old_path(screen):
    screen.fill("[name=old_path]", {"en": "/travel-rules", "fr": "/regles-de-voyage"}[language_of(screen)])


def open_privacy_of_files(screen):
    screen.locator("main [data-a11y-dialog-show=set-privacy], main button:has-text('Priv')").first.click()
    screen.wait_for_timeout(900)


def alone(screen):
    """Take away what lies over the notes above the form."""
    screen.evaluate("document.querySelectorAll('[class*=minimap]').forEach(part => part.remove())")


def unfold_checklist(screen):
    screen.locator("[data-checklist] summary").click()


def open_comments(screen):
    screen.locator("[data-side-panel-toggle=comments]").click()
    screen.wait_for_timeout(800)


def open_preview(screen):
    screen.locator("[data-side-panel-toggle=preview]").click()
    screen.wait_for_timeout(4000)


def open_status(screen):
    screen.locator("[data-side-panel-toggle=status]").click()
    screen.wait_for_timeout(500)


def open_schedule(screen):
    open_status(screen)
    screen.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
    today = datetime.now(tz=UTC).date()
    monday = today + timedelta(days=7 - today.weekday())
    for name, day in (("go_live_at", monday), ("expire_at", monday + timedelta(days=28))):
        screen.evaluate(f"document.querySelector('[name={name}]').value = '{day.isoformat()} 08:00'")


def open_privacy(screen):
    open_status(screen)
    screen.locator("[data-a11y-dialog-show=set-privacy]").first.click()
    screen.wait_for_timeout(900)
    screen.locator("#set-privacy input[value=groups], [id*=privacy] input[value=groups]").first.check()
    screen.get_by_label("Leadership circle").check()


def plan_words(screen):
    words = {
        "en": "The night rate has changed. Which of your trips does it touch?",
        "fr": "La règle de nuit a changé. Quels voyages cela touche-t-il chez vous\u202f?",
    }
    screen.locator("main input[type=checkbox]").first.check()
    screen.locator("main textarea").first.fill(words[screen.evaluate("document.documentElement.lang")[:2]])


SHOTS = [
    Shot("dashboard", "ines.comms", "/admin/", part=MAIN),
    Shot("editor-page", "ines.comms", EDIT, TRAVEL),
    Shot("add-block", "ines.comms", EDIT, TRAVEL, before=open_blocks, window=(200, 50, 860, 850)),
    Shot("submit", "ines.comms", EDIT, TRAVEL, before=open_actions, window=(240, 560, 620, 340)),
    Shot("review-compare", "greta.halloran", COMPARE, EXPENSES, part=MAIN, locale="en", height=700),
    Shot("what-changed", "ines.comms", EDIT, TRAVEL, part=WHAT_CHANGED, before=say_what_changed, border=12),
    Shot("history", "noor.employee", "/{language}/pages/{page}/history/", TRAVEL, part=".sheet", locale="en"),
    Shot("owner-review", "ines.comms", "/admin/upkeep/pages/{page}/", TRAVEL, part=MAIN),
    Shot("review-due", "ines.comms", "/{language}/pages/{page}/review/", STYLE, part=MAIN, locale="en", border=24),
    Shot("translate-start", "omar.operator", "/admin/translation/submit/page/{page}/", BRIDGE, part=MAIN),
    Shot("share-on-publish", "ines.comms", "/admin/pages/{page}/planned-shares/", TRAVEL, part=MAIN, before=plan_words),
    Shot("share-card", "noor.employee", "/{language}/spaces/field-engineers/", part=".post:has(.share-card)"),
    Shot("news-edit", "omar.operator", EDIT, NEWS),
    Shot("home-lead", "noor.employee", "/{language}/"),
    Shot("event-edit", "omar.operator", EDIT, HOUSE, height=1100),
    Shot("event-calendar", "noor.employee", "/{language}/events/", part=".aside", before=hide_key, border=16),
    Shot("privacy", "omar.operator", EDIT, TRAVEL, before=open_privacy, part=DIALOGUE),
    Shot("schedule", "ines.comms", EDIT, TRAVEL, before=open_schedule, part=DIALOGUE),
    Shot("expired", "ines.comms", "/admin/pages/{page}/", "handbook/on-site", part=MAIN, locale="en"),
    Shot("unpublish-redirect", "ines.comms", "/admin/pages/{page}/unpublish/", TRAVEL, part=MAIN),
    Shot("report-overdue", "ines.comms", "/admin/upkeep/overdue/", part=MAIN),
    Shot("form-edit", "omar.operator", EDIT, FORM, before=show_questions, height=800),
    Shot("form-answers", "omar.operator", "/admin/forms/submissions/{page}/", FORM, part=MAIN, height=600),
    Shot("redirects", "omar.operator", "/admin/redirects/add/", part=MAIN, before=name_old_path, height=760),
    Shot("side-by-side", "ines.comms", "/admin/translations/{page}/", TRAVEL, part=MAIN, locale="fr", height=800),
    Shot("translation-behind", "ines.comms", EDIT, TRAVEL, part=NOTES, before=alone, locale="fr"),
    Shot("image-block", "omar.operator", EDIT, TRAVEL, before=show_picture_block, height=800),
    Shot("blocks-page", "noor.employee", "/{language}/handbook/it-and-tools/service-desk/", height=1100),
    Shot("document-usage", "omar.operator", "/admin/documents/usage/5/", part=MAIN, height=330),
    Shot("privacy-files", "omar.operator", "/admin/collections/3/", before=open_privacy_of_files, part=DIALOGUE),
    Shot("home-arrange", "omar.operator", EDIT, "home-{language}", before=arrange_home, height=800),
    Shot("theme", "noor.employee", "/{language}/handbook/quality/", height=760),
    Shot(
        "ask-acknowledge",
        "ines.comms",
        "/admin/changes/pages/{page}/acknowledgement/",
        TRAVEL,
        part=MAIN,
        before=choose_a_unit,
    ),
    Shot("acknowledge", "noor.employee", "/{language}/handbook/on-site/safety-on-site/", part="#acknowledge"),
    Shot("checklist", "omar.operator", EDIT, OPENING, before=unfold_checklist, part="[data-checklist]", locale="en"),
    Shot("comments", "ines.comms", EDIT, EXPENSES, before=open_comments, locale="en"),
    Shot("locked", "omar.operator", EDIT, BUDGETS, part=NOTES, before=alone, locale="en"),
    Shot("preview-phone", "ines.comms", EDIT, TRAVEL, before=open_preview),
    Shot("profile-edit", "noor.employee", "/{language}/profile/", height=900),
]
