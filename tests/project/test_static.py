"""Static files: hashed names, also inside modules, and how long a browser keeps them."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import httpx
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import override_settings
from starlette.applications import Starlette
from starlette.routing import Mount

from shopbell.project.static import ModuleManifestStorage, static_files


def _static(path: str, **headers: str) -> httpx.Response:
    app = Starlette(routes=[Mount("/static", static_files())])

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as client:
            return await client.get(f"/static/{path}", headers=headers)

    return asyncio.run(ask())


def test_hashed_static_files_are_kept_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.0123456789ab.js").write_text("export {}\n" * 200)
    (tmp_path / "a.js").write_text("export {}")
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path)
    hashed = _static("a.0123456789ab.js")
    assert hashed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert hashed.headers["content-encoding"] == "gzip"
    assert hashed.headers["content-type"].startswith(("text/javascript", "application/javascript"))
    plain = _static("a.js")
    assert plain.headers["cache-control"] == "public, max-age=0, must-revalidate"
    again = _static("a.js", **{"If-None-Match": plain.headers["etag"]})
    assert again.status_code == 304
    assert _static("%2e%2e/settings.py").status_code == 404
    assert _static("none.js").status_code == 404


def test_in_development_static_files_come_from_the_apps() -> None:
    with override_settings(DEBUG=True):
        assert _static("core/live.js").status_code == 200
        assert _static("core/none.js").status_code == 404


def test_modules_import_each_other_by_hashed_names(tmp_path: Path) -> None:
    names = ["core/live.js", "core/live-part.js", "core/stream.js"]
    storage = ModuleManifestStorage(location=tmp_path, base_url="/static/")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(Path(str(finders.find(name))).read_bytes())

    processed = list(storage.post_process({name: (storage, name) for name in names}))
    assert [error for _, _, error in processed if isinstance(error, Exception)] == []
    live = (tmp_path / storage.hashed_files["core/live.js"]).read_text()
    imported = re.findall(r'from "\./([^"]+)"', live)
    assert imported == [Path(storage.hashed_files[f"core/{name}"]).name for name in ("live-part.js", "stream.js")]
