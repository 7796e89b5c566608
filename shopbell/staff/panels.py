"""What staff put into the desk's shell: the person who is signed in, and the way to the settings."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from shopbell.core.slots import slot


@slot("desk.nav", order=90)
def settings_link(request: HttpRequest, **context: Any) -> str:
    return render_to_string(
        "staff/agent/_settings_link.html", {"section": context.get("section", "")}, request=request
    )


@slot("desk.tabs", order=90)
def settings_tab(request: HttpRequest, **context: Any) -> str:
    return settings_link(request, **context)


@slot("desk.me")
def me(request: HttpRequest, **_: Any) -> str:
    return render_to_string("staff/agent/_me.html", {"agent": request.user}, request=request)
