import json

import pytest

from cms.people.tokens import create_token


class Caller:
    """A program that asks the API with a person's token."""

    def __init__(self, client, person=None, *, token="", read_only=False):
        self.client, self.person = client, person
        if person is not None:
            token = create_token(actor=person, name="test", read_only=read_only)[1]
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def __call__(self, method, path, body=None, **headers):
        """Send a request to a path below the API, with a body as JSON."""
        content = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            **content,
            headers=self.headers | headers,
        )


@pytest.fixture
def caller(client):
    """Return how a person's program is made: `caller(person)("GET", "me")`."""
    return lambda person=None, **how: Caller(client, person, **how)


@pytest.fixture
def api(caller, member, home):
    """Return the program of a member."""
    return caller(member)
