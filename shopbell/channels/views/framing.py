"""Pages that other sites may show in a frame: those an account lists, and no others."""

from __future__ import annotations

from collections.abc import Iterable

from csp.constants import SELF
from django.http import HttpResponse


def framed(response: HttpResponse, origins: Iterable[str]) -> HttpResponse:
    """Let these origins frame the page; the rest of the content security policy stays as strict as anywhere."""
    response.xframe_options_exempt = True
    response._csp_replace = {"frame-ancestors": [SELF, *origins]}  # type: ignore[attr-defined]
    return response
