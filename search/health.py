from modelsearch.backends import get_search_backend


def is_answering() -> bool:
    """Tell whether the search server answers. Without one the database searches, and answers for itself."""
    client = getattr(get_search_backend(), "es", None)
    return client is None or bool(client.ping())


def has_server() -> bool:
    """Tell whether the index lies outside the database."""
    return hasattr(get_search_backend(), "es")
