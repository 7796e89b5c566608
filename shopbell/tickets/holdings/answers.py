"""What programs were answered about somebody: kept for a day, so that a repeated request is done once."""

from __future__ import annotations

from django.db import connection

from shopbell.customers.base import Erased, Held, Holding
from shopbell.customers.models import Customer
from shopbell.tickets.holdings.tickets import messages_of

_NAMED = """
DELETE FROM staff_apianswer
WHERE EXISTS (SELECT 1 FROM unnest(%s::text[]) AS name WHERE position(convert_to(name, 'UTF8') IN body) > 0)
"""


class Answers(Holding):
    """Answers that name the customer, an address of theirs, or a ticket or message of theirs by its public id."""

    kind = "answers"
    models = ("staff.ApiAnswer",)
    order = 20

    def erase(self, customer: Customer, held: Held) -> Erased:
        names = [customer.public_id, customer.name, *customer.identities.values_list("value", flat=True)]
        names += customer.tickets.values_list("public_id", flat=True)
        names += messages_of(customer).values_list("public_id", flat=True)
        with connection.cursor() as cursor:
            cursor.execute(_NAMED, [[name for name in names if name]])
            return Erased({"staff.ApiAnswer": cursor.rowcount})
