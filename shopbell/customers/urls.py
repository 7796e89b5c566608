from django.urls import path

from shopbell.customers.views.agent import addresses, keeping, merging, notes, privacy, profile

_ONE = "customers/<slug:public_id>/"

urlpatterns = [
    path("customers/", profile.customers, name="customers"),
    path(_ONE, profile.customer, name="customer"),
    path(f"{_ONE}edit/", profile.edit, name="customer_edit"),
    path(f"{_ONE}history/", profile.history, name="customer_history"),
    path(f"{_ONE}identities/", addresses.add, name="identity_add"),
    path(f"{_ONE}identities/<int:pk>/confirm/", addresses.confirm, name="identity_confirm"),
    path(f"{_ONE}identities/<int:pk>/remove/", addresses.remove, name="identity_remove"),
    path(f"{_ONE}identities/<int:pk>/try-again/", addresses.try_again, name="identity_try_again"),
    path(f"{_ONE}notes/", notes.add, name="customer_note_add"),
    path(f"{_ONE}notes/<slug:note>/pin/", notes.pin, name="customer_note_pin"),
    path(f"{_ONE}notes/<slug:note>/delete/", notes.delete, name="customer_note_delete"),
    path(f"{_ONE}merging/", merging.merging, name="customer_merging"),
    path(f"{_ONE}merging/<slug:merge>/undo/", merging.unmerging, name="customer_unmerging"),
    path(f"{_ONE}consents/", notes.consent, name="customer_consent"),
    path(f"{_ONE}privacy/", privacy.privacy, name="customer_privacy"),
    path(f"{_ONE}privacy/exports/", privacy.export, name="customer_export"),
    path(f"{_ONE}privacy/exports/<slug:export>/", privacy.download, name="customer_export_download"),
    path(f"{_ONE}privacy/erasures/", privacy.erasure, name="customer_erasure"),
    path(
        f"{_ONE}privacy/erasures/<slug:erasure>/confirm/",
        privacy.erasure_step,
        {"step": "confirm"},
        name="customer_erasure_confirm",
    ),
    path(
        f"{_ONE}privacy/erasures/<slug:erasure>/withdraw/",
        privacy.erasure_step,
        {"step": "withdraw"},
        name="customer_erasure_withdraw",
    ),
    path(f"{_ONE}privacy/erasures/<slug:erasure>/", privacy.certificate, name="customer_certificate"),
    path(f"{_ONE}privacy/holds/", privacy.hold, name="customer_hold"),
    path(f"{_ONE}privacy/holds/<slug:hold>/lift/", privacy.lift, name="customer_hold_lift"),
    path("settings/keeping/", keeping.keeping, name="keeping"),
    path("settings/keeping/<slug:public_id>/", keeping.keeping, name="keeping_of"),
]
