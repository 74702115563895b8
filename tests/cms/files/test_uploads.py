"""What is no picture and no document, by every door: a sentence in the reader's language, and nothing kept."""

import json
import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import strip_tags
from PIL import Image as Pixels
from wagtail.models import UploadedFile

from cms.files.models import Document, Image
from tests.factories.files import make_document

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PROGRAM = b"MZ\x90\x00" + b"\x00" * 100
DOORS = [("add/", "", "file"), ("multiple/add/", "", "files[]"), ("chooser/create/", "{}-chooser-upload-", "file")]


def png(size=(8, 8)):
    stream = BytesIO()
    Pixels.new("RGB", size, "#1d6b50").save(stream, "PNG")
    return stream.getvalue()


def bomb(side=30_000):
    """Make a picture of 900 million black points in some 100 kilobytes, without ever holding it."""
    packer = zlib.compressobj(9)
    row = b"\x00" * (side // 8 + 1)
    data = b"".join(packer.compress(row * 100) for _ in range(side // 100)) + packer.flush()
    parts = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)), (b"IDAT", data), (b"IEND", b""))
    chunks = (struct.pack(">I", len(x)) + t + x + struct.pack(">I", zlib.crc32(t + x)) for t, x in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def send(client, kind, door, name, content, title="Title", language="en"):
    """Send a file under a name that the test client would not write by itself."""
    path, prefix, key = door
    prefix = prefix.format(kind)
    head = (
        f'--B\r\nContent-Disposition: form-data; name="{prefix}title"\r\n\r\n{title}\r\n'
        f'--B\r\nContent-Disposition: form-data; name="{prefix}{key}"; filename="{name}"\r\n\r\n'
    )
    body = head.encode() + content + b"\r\n--B--\r\n"
    headers = {"accept-language": language, "x-requested-with": "XMLHttpRequest"}
    address = f"/admin/{kind}s/{path}"
    return client.generic("POST", address, body, "multipart/form-data; boundary=B", headers=headers)


def words(response):
    text = response.content.decode()
    if response["Content-Type"].startswith("application/json"):
        answer = json.loads(text)
        text = answer.get("error_message") or answer.get("htmlFragment", "")
    return " ".join(strip_tags(text).split())


def kept():
    return Image.objects.count(), Document.objects.count(), UploadedFile.objects.count()


REFUSED = [
    (
        "image",
        "huge.png",
        lambda: png() + bytes(60 * 1024**2),
        "This file is too big (60.0 MB)",
        "Ce fichier est trop gros (60,0 Mio)",
    ),
    ("image", "bomb.png", bomb, "more than 50 million pixels", None),
    ("image", "half.png", lambda: png((800, 800))[:60], "not all of it can be read", None),
    ("image", "x.svg", lambda: SVG, "Not a supported image format", None),
    ("image", "x.png", lambda: SVG, "does not match the file format", None),
    ("image", "x.jpg", png, "does not match the file format", None),
    ("image", "x.png", lambda: b"", "The submitted file is empty.", "Le fichier soumis est vide."),
    (
        "document",
        "huge.pdf",
        lambda: b"%PDF-" + bytes(60 * 1024**2),
        "This file is too big (60.0 MB)",
        "Ce fichier est trop gros (60,0 Mio)",
    ),
    (
        "document",
        "x.html",
        lambda: b"<script>alert(1)</script>",
        "“html” is not allowed",
        "« html »",
    ),
    ("document", "x.exe", lambda: PROGRAM, "“exe” is not allowed", "« exe »"),
    ("document", "x.svg", lambda: SVG, "“svg” is not allowed", "« svg »"),
    ("document", "x\u202etxt.exe", lambda: PROGRAM, "“exe” is not allowed", "« exe »"),
    ("document", "x.pdf", lambda: b"<html><script>alert(1)</script>", "The content of this file is no PDF", None),
    ("document", "x.docx", lambda: PROGRAM, "The content of this file is no DOCX", None),
    ("document", "x.txt", lambda: PROGRAM, "The content of this file is no TXT", None),
    ("document", "x.txt", lambda: b"", "The submitted file is empty.", "Le fichier soumis est vide."),
]


@pytest.mark.parametrize(("kind", "name", "make", "english", "french"), REFUSED)
def test_bad_file_is_refused_by_every_door(client, editor, home, kind, name, make, english, french):
    client.force_login(editor)
    content, before = make(), kept()

    for door in DOORS:
        answer = send(client, kind, door, name, content)
        assert (answer.status_code, english in words(answer)) == (200, True), words(answer)[-600:]
    if french:
        assert french in words(send(client, kind, DOORS[1], name, content, language="fr")).replace("\xa0", " ")

    assert kept() == before


@pytest.mark.parametrize(
    ("kind", "name", "stored"),
    [
        ("document", "../../x.txt", "documents/x.txt"),
        ("document", "..\\..\\x.txt", "documents/x.txt"),
        ("document", "n" * 300 + ".txt", None),
        ("document", "🌳.txt", "documents/file.txt"),
        ("document", "x\u202efdp.txt", "documents/xfdp.txt"),
        ("image", "../../x.png", "original_images/x.png"),
        ("image", "n" * 300 + ".png", None),
    ],
)
def test_odd_name_becomes_a_plain_one(client, editor, home, kind, name, stored, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(editor)

    send(client, kind, DOORS[1], name, png() if kind == "image" else b"text", title="Re\u202etfarD")

    item = (Image if kind == "image" else Document).objects.get()
    assert stored in (None, item.file.name)
    assert (len(item.file.name) <= 100, item.file.name.endswith((".txt", ".png"))) == (True, True)
    assert (item.title, default_storage.exists(item.file.name)) == ("RetfarD", True)
    assert {path.parent.parent for path in tmp_path.rglob("*.*")} == {tmp_path}


def test_file_is_not_replaced_by_a_bad_one(client, editor, home):
    document = make_document(text=b"first")
    client.force_login(editor)

    data = {"title": "New", "file": SimpleUploadedFile("x.pdf", PROGRAM)}
    answer = client.post(f"/admin/documents/edit/{document.pk}/", data)

    document.refresh_from_db()
    assert "The content of this file is no PDF" in words(answer)
    with document.file.open() as file:
        assert (document.title, file.read()) == ("Document", b"first")


def test_document_is_saved_to_disk_and_never_shown(member_client):
    served = member_client.get(make_document(text=b"<script>alert(1)</script>").url)
    served.getvalue()

    assert served["Content-Disposition"].startswith("attachment;")
    assert (served["X-Content-Type-Options"], served["Content-Type"]) == ("nosniff", "text/plain")
