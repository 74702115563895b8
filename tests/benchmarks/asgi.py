"""The product for servers that speak ASGI only."""

from django.core.asgi import get_asgi_application

application = get_asgi_application()
