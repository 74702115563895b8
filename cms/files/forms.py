"""The forms behind every door of the admin for files: adding one or many, choosers, and replacing."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.files.fields import DocumentField, PictureField

#: They turn the rest of a line around, so that a name reads as another one. No script needs them.
TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def _replace_field(form: Any, kind: type[PictureField | DocumentField]) -> None:
    """Wagtail builds the field itself, and takes no other class for it."""
    if old := form.fields.get("file"):
        form.fields["file"] = kind(label=old.label, required=old.required, widget=old.widget)


def _plain_title(title: str) -> str:
    title = TURNING.sub("", title).strip()
    if not title:
        raise ValidationError(_("Give it a title."))
    return title


class ImageForm(BaseImageForm):
    """A picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _replace_field(self, PictureField)

    def clean_title(self) -> str:
        return _plain_title(self.cleaned_data["title"])


class DocumentForm(BaseDocumentForm):
    """A document."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _replace_field(self, DocumentField)

    def clean_title(self) -> str:
        return _plain_title(self.cleaned_data["title"])
