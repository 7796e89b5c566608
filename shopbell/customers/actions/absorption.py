"""A visitor without a name turns out to be somebody we know."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError

from shopbell.core.actor import SYSTEM
from shopbell.core.events import record
from shopbell.customers.events import IdentityMoved
from shopbell.customers.models import Customer


@transaction.atomic
def absorb(shell: Customer, *, into: Customer) -> bool:
    """Let a customer of whom nothing is proven and nothing else is kept go up in another; gives whether it did.

    What they said of themselves goes along, the key of their browser does not: the next one at that computer may
    be somebody else.
    """
    shell = Customer.objects.select_for_update().get(pk=shell.pk)
    if shell == into or shell.is_proven:
        return False
    try:
        with transaction.atomic():
            for identity in shell.identities.exclude(scheme="visitor"):
                identity.customer = into
                identity.save(update_fields=["customer"])
                record(IdentityMoved(identity=identity.pk, to=into.pk), about=into, by=SYSTEM)
            if shell.name and not into.name:
                Customer.objects.filter(pk=into.pk, name="").update(name=shell.name)
            shell.delete()
    except ProtectedError:  # a ticket or message of theirs stays, so they stay
        return False
    return True
