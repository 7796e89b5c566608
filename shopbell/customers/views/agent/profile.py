"""Customers: the list, and what is known of one."""

from __future__ import annotations

from django.http import HttpResponse

from shopbell.staff.request import AgentRequest, desk


@desk
def customers(request: AgentRequest) -> HttpResponse:
    return HttpResponse("customers")


@desk
def customer(request: AgentRequest, public_id: str) -> HttpResponse:
    return HttpResponse(public_id)
