"""Who is helped: customers, their identities, and what is known, allowed and kept of them."""

from shopbell.customers.models.consents import Consent
from shopbell.customers.models.customers import Customer, CustomerQuerySet, Identity
from shopbell.customers.models.merges import CustomerMerge
from shopbell.customers.models.notes import CustomerNote
from shopbell.customers.models.privacy import (
    CustomerExport,
    Erasure,
    LegalHold,
    PrivacyRules,
    RetentionRules,
    RetentionRun,
)

__all__ = [
    "Consent",
    "Customer",
    "CustomerExport",
    "CustomerMerge",
    "CustomerNote",
    "CustomerQuerySet",
    "Erasure",
    "Identity",
    "LegalHold",
    "PrivacyRules",
    "RetentionRules",
    "RetentionRun",
]
