"""The only sender of messages. Each is text and HTML, in plain words, in one language.

A message is three templates: `<template>_subject.txt`, `<template>_message.txt` and `<template>_message.html`, which extend
`mail/base.txt` and `mail/base.html`::

    send_mail(to=person.email, template="spaces/mail/invitation", context={"space": space.name}, language="fr")
"""

import logging
from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError

logger = logging.getLogger(__name__)

#: So that no absence note answers, and nobody's list server passes it on as a person's.
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


class MailNotSent(DomainError):
    """The mail server did not take a message."""

    code = "mail_not_sent"
    message = _("The message could not be sent. Try again in a few minutes.")
    status = 503


def absolute(url: str) -> str:
    """Return an address of the product as one types it into a browser: messages are read elsewhere."""
    return urljoin(settings.BASE_URL, url)


def compose(*, to: str, template: str, context: Mapping[str, Any], language: str = "") -> EmailMultiAlternatives:
    """Return a message, in a language or in the one of the moment."""
    with translation.override(language or translation.get_language()):
        told = {"site_name": settings.WAGTAIL_SITE_NAME, "home_url": absolute("/"), **context}
        subject = " ".join(render_to_string(f"{template}_subject.txt", told).split())
        told["subject"] = subject
        text = render_to_string(f"{template}_message.txt", told).strip() + "\n"
        html = render_to_string(f"{template}_message.html", told).strip()
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [to], headers=HEADERS)
    message.attach_alternative(html, "text/html")
    return message


def send_mail(*, to: str, template: str, context: Mapping[str, Any], language: str = "") -> None:
    """Send a message now. Raises MailNotSent when the mail server cannot be reached or refuses it."""
    message = compose(to=to, template=template, context=context, language=language)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        logger.exception("A message %s could not be sent", template)
        raise MailNotSent from error
