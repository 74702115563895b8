from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Pixels
from wagtail.models import Collection, CollectionViewRestriction

from cms.files.models import Document, Image


def make_collection(*, name="Collection", groups=None):
    """Make a collection; with `groups`, only their members may see it."""
    collection = Collection.get_first_root_node().add_child(name=name)
    if groups is not None:
        restriction = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.GROUPS
        )
        restriction.groups.set(groups)
    return collection


def make_image(*, collection=None, title="Picture", size=(64, 48)):
    stream = BytesIO()
    Pixels.new("RGB", size, "#1d6b50").save(stream, "PNG")
    fields = {"collection": collection} if collection else {}
    return Image.objects.create(title=title, file=ImageFile(stream, name="picture.png"), **fields)


def make_document(*, collection=None, title="Document", text=b"text"):
    fields = {"collection": collection} if collection else {}
    return Document.objects.create(title=title, file=ContentFile(text, name="document.txt"), **fields)
