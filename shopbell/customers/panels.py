"""What customers put into the desk's shell: their link."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from shopbell.core.slots import slot


@slot("desk.nav", order=20)
@slot("desk.tabs", order=20)
def customers_link(request: HttpRequest, **context: Any) -> str:
    return render_to_string("customers/agent/_link.html", {"section": context.get("section", "")}, request=request)
