"""Take the pictures of the editors' guide: `python -m tests.pictures URL [NAME …]`, beside a running demo, on its database.

Look at every picture before it is committed.
"""

import io
import os
import sys
from pathlib import Path

import django
from PIL import Image, ImageChops

from tests.pictures.shots import MAIN, SHOTS

OUT = Path(__file__).resolve().parent.parent.parent / "cms" / "guide" / "static" / "guide"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
LOCALES = {"en": "en-GB", "fr": "fr-FR"}
WIDTH = 1000


def main(site, wanted):
    from playwright.sync_api import sync_playwright

    shots = [shot for shot in SHOTS if not wanted or shot.name in wanted]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for language, locale in LOCALES.items():
            numbers = look_up(language, {shot for shot in shots if shot.page})
            for who in sorted({shot.who for shot in shots}):
                seat = browser.new_context(base_url=site, locale=locale, reduced_motion="reduce", color_scheme="light")
                sign_in(seat, who)
                for shot in (shot for shot in shots if shot.who == who):
                    take(seat, shot, language, numbers.get(shot.name, ""))
                seat.close()
        browser.close()


def look_up(language, shots):
    """Let everybody read in this language, and find the pages in it; where there is none, the English ones."""
    from wagtail.models import Page

    from cms.people.models import Profile

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    Profile.objects.update(language=language)
    found = {}
    for shot in shots:
        pages = Page.objects.filter(url_path__endswith=f"/{shot.page.format(language=language)}/")
        wanted = pages.filter(locale__language_code=shot.locale or language)
        found[shot.name] = (wanted.first() or pages.get()).pk
    return found


def sign_in(seat, who):
    screen = seat.new_page()
    screen.goto("/accounts/login/")
    screen.fill("input[name=login]", who)
    screen.fill("input[name=password]", f"{who}-demo")
    screen.press("input[name=password]", "Enter")
    screen.wait_for_load_state()
    screen.close()


def take(seat, shot, language, number):
    screen = seat.new_page()
    screen.set_viewport_size({"width": 1280, "height": shot.height})
    screen.set_default_timeout(6000)
    screen.add_init_script("localStorage.clear()")  # no panel stands open because one did before
    try:
        answer = screen.goto(shot.address.format(page=number, language=language))
        screen.wait_for_timeout(500)
        if shot.before:
            shot.before(screen)
            screen.wait_for_timeout(600)
        save(photograph(screen, shot), shot.part == MAIN and not shot.border, OUT / language / f"{shot.name}.webp")
        say(f"{answer.status} {language} {shot.name}")
    except Exception as failed:  # noqa: BLE001 -- the others are taken all the same
        say(f"FAILED {language} {shot.name}: {str(failed)[:200]}")
    finally:
        screen.close()


def photograph(screen, shot):
    if shot.window:
        return screen.screenshot(clip=dict(zip(("x", "y", "width", "height"), shot.window, strict=True)))
    if not shot.part:
        return screen.screenshot()
    part = screen.locator(shot.part).first
    if not shot.border:
        return part.screenshot()
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    around = {"x": box["x"] - shot.border, "y": box["y"] - shot.border}
    return screen.screenshot(
        clip=around | {side: box[side] + 2 * shot.border for side in ("width", "height")}, full_page=True
    )


def without_empty_end(picture):
    """Cut what is of one colour at the lower end, but for a little."""
    picture = picture.crop((0, 0, picture.width, picture.height - 4))  # the line that ends Wagtail's window
    ground = Image.new("RGB", picture.size, picture.getpixel((picture.width - 20, picture.height - 20)))
    box = ImageChops.difference(picture, ground).getbbox()
    return picture.crop((0, 0, picture.width, min(picture.height, box[3] + 30))) if box else picture


def save(taken, is_trimmed, file):
    file.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    if is_trimmed:
        picture = without_empty_end(picture)
    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
    picture.save(file, "WEBP", quality=82, method=6)


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    main(sys.argv[1], sys.argv[2:])
