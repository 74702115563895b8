"""Ask the web server of this machine whether it answers: exit 0 when it does. Needs nothing but Python."""

import os
import sys
import urllib.request

PORT = os.environ.get("GRANIAN_PORT", "8000")
# By the name that the product answers to: an address without a name is refused.
HOST = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
PATIENCE = 4  # seconds

request = urllib.request.Request(f"http://127.0.0.1:{PORT}/healthz", headers={"Host": HOST})
try:
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310 -- http only
        sys.exit(response.status != 200)
except OSError as error:
    sys.exit(str(error))
