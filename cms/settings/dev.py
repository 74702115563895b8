"""For a laptop: the demo and daily work."""

import os

os.environ.setdefault("DEBUG", "1")

from cms.settings.base import *  # noqa: F403
from cms.settings.base import SECRET_KEY

SECRET_KEY = SECRET_KEY or "not-a-secret: the development settings never hold real data"
