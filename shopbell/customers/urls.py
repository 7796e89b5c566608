from django.urls import path

from shopbell.customers.views.agent import addresses, merging, notes, profile

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
]
