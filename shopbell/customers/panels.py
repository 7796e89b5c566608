"""What customers put into the desk's shell and settings: their link, and how long things are kept."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from shopbell.core.settings_nav import Entry, links
from shopbell.core.slots import slot
from shopbell.customers.models import Customer
from shopbell.customers.permissions import may_manage_privacy
from shopbell.staff.models import Agent


@slot("desk.nav", order=20)
@slot("desk.tabs", order=20)
def customers_link(request: HttpRequest, **context: Any) -> str:
    return render_to_string("customers/agent/_link.html", {"section": context.get("section", "")}, request=request)


KEEPING = Entry("keeping", "keeping", gettext_lazy("Privacy"), gettext_lazy("How long what is kept"), "shield")


@slot("settings.nav", order=60)
def privacy_page(request: HttpRequest, **context: Any) -> str:
    agent = request.user
    is_asked = context["group"] == "system" and isinstance(agent, Agent) and may_manage_privacy(agent)
    return links(request, [KEEPING], **context) if is_asked else ""


@slot("customer.actions", order=90)
def privacy_link(request: HttpRequest, *, customer: Customer, **_: Any) -> str:
    agent = request.user
    if not isinstance(agent, Agent) or not may_manage_privacy(agent):
        return ""
    return render_to_string("customers/agent/_privacy_link.html", {"customer": customer}, request=request)
