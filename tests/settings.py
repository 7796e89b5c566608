"""The project's settings for tests: keys and data of their own, quick passwords, files in a temporary folder.

The database is chosen later, by `tests/database.py`.
"""

import atexit
import os
import shutil
import tempfile

if "SHOPBELL_TEST_DATA" not in os.environ:
    os.environ["SHOPBELL_TEST_DATA"] = tempfile.mkdtemp(prefix="shopbell-test-data-")
    atexit.register(shutil.rmtree, os.environ["SHOPBELL_TEST_DATA"], ignore_errors=True)
_process = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["SHOPBELL_DATA"] = os.path.join(os.environ["SHOPBELL_TEST_DATA"], _process)
os.environ["SHOPBELL_SECRET_KEY"] = "only for tests, 0123456789 abcdefghijklmnopqrstuvwxyz"
os.environ["SHOPBELL_FIELD_KEYS"] = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
os.environ["SHOPBELL_URL"] = os.environ.get("SHOPBELL_TEST_URL", "http://testserver")

from shopbell.project.settings import *  # noqa: E402, F403
from shopbell.project.settings import STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
