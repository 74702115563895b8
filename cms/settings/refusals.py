"""What does not start in production: settings with which the product would run, and not be safe."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

SECRET_KEY_LENGTH = 50
SECRET_KEY_LETTERS = 12
#: What one finds in examples and in the settings of a laptop.
NO_SECRETS = ("django-insecure-", "not-a-secret", "change-me", "changeme")


def refusals(*, debug: bool, secret_keys: list[str], allowed_hosts: list[str], base_url: str) -> list[str]:
    """Return a sentence for each setting that production refuses; each begins with the name of its variable."""
    found = []
    if debug:
        found.append("DEBUG is on: it shows the source to visitors. Remove it, or set it to 0.")
    for name, key in zip(["SECRET_KEY", *["SECRET_KEY_FALLBACKS"] * len(secret_keys)], secret_keys, strict=False):
        if problem := _problem_of_key(key):
            found.append(f"{name} {problem}. Make one: openssl rand -base64 48")
    return [*found, *_problems_of_addresses(allowed_hosts, base_url)]


def _problem_of_key(key: str) -> str:
    if not key:
        return "is missing"
    if key.startswith(NO_SECRETS):
        return "is an example, known to everyone"
    if len(key) < SECRET_KEY_LENGTH:
        return f"is too short: it needs {SECRET_KEY_LENGTH} characters"
    if len(set(key)) < SECRET_KEY_LETTERS:
        return "is not random: it repeats a few characters"
    return ""


def _problems_of_addresses(allowed_hosts: list[str], base_url: str) -> list[str]:
    found = []
    address = urlsplit(base_url)
    if address.scheme != "https" or not address.hostname:
        found.append(
            "BASE_URL is missing or no https address. Set it to what people type, such as https://palabre.example.com"
        )
    if not allowed_hosts:
        found.append("ALLOWED_HOSTS is missing. Set it to the host of BASE_URL; several are separated by commas.")
    elif "*" in allowed_hosts:
        found.append("ALLOWED_HOSTS is *, so that anyone may name the host in the links of e-mails. Name the hosts.")
    elif address.hostname and not _is_allowed(address.hostname, allowed_hosts):
        found.append(f"ALLOWED_HOSTS does not hold {address.hostname}, the host of BASE_URL. Add it.")
    return found


def _is_allowed(host: str, allowed: list[str]) -> bool:
    return any(host == name or (name.startswith(".") and f".{host}".endswith(name)) for name in allowed)


def stop_without_folders(*folders: Path) -> None:
    """Make the folders that the product writes to, or say why that cannot be."""
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            stop_at(
                [
                    f"VAR_DIR names a place where {folder} cannot be made ({error.strerror}). Choose a folder to write to."
                ]
            )


def stop_at(found: list[str]) -> None:
    """End the process with all sentences at once: a web server, a worker and a command then say the same."""
    if found:
        sys.exit("\n".join(["Palabre does not start with these settings:", *(f"- {sentence}" for sentence in found)]))
