"""Share a page into a space, say something below it, and read the answers: `client.py URL TOKEN PAGE SPACE`."""

import json
import sys
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen


class Palabre:
    """The HTTP API with one person's token."""

    def __init__(self, url, token):
        self.url, self.headers = f"{url}/api/v1/", {"Authorization": f"Bearer {token}"}

    def ask(self, method, path, body=None, **query):
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}{path}?{urlencode(query)}", data, self.headers, method=method)  # noqa: S310
        try:
            with urlopen(request) as answer:  # noqa: S310
                return json.loads(answer.read() or "null")
        except HTTPError as error:
            raise SystemExit(f"{error.code} {json.loads(error.read())['message']}") from error

    def every(self, path, **query):
        part = {"next": ""}
        while part["next"] is not None:
            part = self.ask("GET", path, **query, cursor=part["next"])
            yield from part["items"]


if __name__ == "__main__":
    url, token, page, space = sys.argv[1:]
    palabre = Palabre(url, token)
    print("I am", palabre.ask("GET", "me")["display_name"])
    shares = palabre.ask("POST", f"pages/{page}/shares", {"spaces": [space], "message": "Worth reading."})
    talk = f"threads/{shares['items'][0]['post']['thread']}/comments"
    palabre.ask("POST", talk, {"body": "What do you think of it?"})
    for comment in palabre.every(talk):
        print(comment["author"]["display_name"], "said:", comment["body"])
