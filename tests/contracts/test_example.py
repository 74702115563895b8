import subprocess
import sys
from pathlib import Path

from cms.people.tokens import create_token
from tests.factories.pages import make_page
from tests.factories.people import UserFactory
from tests.factories.social import SpaceFactory

CLIENT = Path(__file__).resolve().parents[2] / "docs" / "examples" / "client.py"


def run(*arguments):
    return subprocess.run([sys.executable, CLIENT, *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_the_documented_client_does_what_it_says(committed, live_server, settings):
    settings.ALLOWED_HOSTS = ["*"]
    person = UserFactory(first_name="Noor", last_name="Example")
    page, space = make_page(), SpaceFactory(owner=person)
    token = create_token(actor=person, name="example")[1]

    done = run(live_server.url, token, str(page.pk), space.slug)
    refused = run(live_server.url, token, str(page.pk), "nothing")

    assert (done.stdout.splitlines(), done.stderr) == (
        ["I am Noor Example", "Noor Example said: What do you think of it?"],
        "",
    )
    assert (refused.returncode, refused.stderr[:4]) == (1, "422 ")


def test_the_documented_client_is_short():
    assert len(CLIENT.read_text(encoding="utf-8").splitlines()) <= 40
