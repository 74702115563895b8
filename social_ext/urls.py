"""The addresses of the network, below the language."""

urlpatterns: list = []
