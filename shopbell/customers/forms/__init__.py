"""What the desk sends about customers."""

from shopbell.customers.forms.privacy import ErasureForm, HoldForm, PrivacyForm, RetentionForm
from shopbell.customers.forms.profile import (
    MOST_TAGS,
    AddressForm,
    ConsentForm,
    NoteForm,
    ProfileForm,
    language_choices,
)

__all__ = [
    "MOST_TAGS",
    "AddressForm",
    "ConsentForm",
    "ErasureForm",
    "HoldForm",
    "NoteForm",
    "PrivacyForm",
    "ProfileForm",
    "RetentionForm",
    "language_choices",
]
