"""Finding the customer, address or note that an address of the desk names, if the agent may see it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from shopbell.customers.models import Customer, CustomerNote, Identity
from shopbell.staff.request import AgentRequest


def find_customer(request: AgentRequest, public_id: str) -> Customer:
    """The customer, with their identities. Raises 404."""
    visible = Customer.objects.visible_to(request.user).prefetch_related("identities")
    return get_object_or_404(visible, public_id=public_id)


def find_identity(request: AgentRequest, public_id: str, pk: int) -> Identity:
    """One address of such a customer. Raises 404."""
    return get_object_or_404(Identity, pk=pk, customer=find_customer(request, public_id))


def find_note(request: AgentRequest, public_id: str, note: str) -> CustomerNote:
    """One note about such a customer. Raises 404."""
    return get_object_or_404(CustomerNote, public_id=note, customer=find_customer(request, public_id))
