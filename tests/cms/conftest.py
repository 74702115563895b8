import pytest

from tests.factories.files import make_document, make_image
from tests.factories.pages import block


@pytest.fixture
def rich_body(db):
    """Make a body with `count` blocks of every kind."""

    def body(count):
        image, document = make_image(), make_document()
        kinds = [
            ("heading", {"text": "Heading", "level": "2", "anchor": "heading"}),
            ("paragraph", '<p>Text with <a linktype="page" id="1">a link</a>.</p>'),
            ("image", {"picture": {"image": image.pk, "alt_text": "A harbour", "decorative": False}, "caption": ""}),
            ("callout", {"kind": "info", "title": "Note", "text": "<p>Text</p>"}),
            ("quote", {"text": "<p>Text</p>", "source": "Somebody"}),
            ("table", {"columns": [{"type": "text", "heading": "A"}], "rows": [{"values": ["x"]}], "caption": ""}),
            ("code", {"language": "sh", "code": "ls"}),
            ("documents", {"title": "", "documents": [block("item", document.pk)]}),
        ]
        return [block(kind, value) for _ in range(count) for kind, value in kinds]

    return body
