"""Static files: how they are named when collected, and how they are served without a worker thread."""

from __future__ import annotations

import os
import re
from collections.abc import MutableMapping
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

_HASHED = re.compile(r"\.[0-9a-f]{12}\.[^./]+$")
FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "public, max-age=0, must-revalidate"


class ModuleManifestStorage(ManifestStaticFilesStorage):
    """Hashed names, also in the `import` lines of ES modules (an import map would be inline script)."""

    support_js_module_import_aggregation = True


class CollectedFiles(StaticFiles):
    """STATIC_ROOT; a name with a hash never changes its content."""

    async def check_config(self) -> None:
        """Before the first `collectstatic` there is no folder: nothing is found, which is no error."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: MutableMapping[str, Any],
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = FOR_EVER if _HASHED.search(str(full_path)) else ASK_FIRST
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


class SourceFiles(CollectedFiles):
    """The files of each app as they lie, for development."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        found = finders.find(path)
        return (found, os.stat(found)) if isinstance(found, str) else ("", None)


def static_files() -> ASGIApp:
    """The application below STATIC_URL."""
    files = SourceFiles() if settings.DEBUG else CollectedFiles(directory=settings.STATIC_ROOT, check_dir=False)
    return GZipMiddleware(files, minimum_size=1024, compresslevel=6)
