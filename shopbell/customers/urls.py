from django.urls import path

from shopbell.customers.views.agent import profile

urlpatterns = [
    path("customers/", profile.customers, name="customers"),
    path("customers/<slug:public_id>/", profile.customer, name="customer"),
    path("customers/<slug:public_id>/identities/<int:pk>/confirm/", profile.confirm, name="identity_confirm"),
    path("customers/<slug:public_id>/identities/<int:pk>/try-again/", profile.try_again, name="identity_try_again"),
]
