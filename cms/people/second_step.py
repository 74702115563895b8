"""The secrets of the second step at sign-in, unreadable in a copy of the database."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


class SecondStepAdapter(DefaultMFAAdapter):
    """Encrypt by the secret key; what an older one wrote (`SECRET_KEY_FALLBACKS`) is still read."""

    def encrypt(self, text):
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(b"second step:" + key.encode()).digest())) for key in keys])
