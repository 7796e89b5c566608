from django.urls import path

from shopbell.customers.views.agent import profile

urlpatterns = [
    path("customers/", profile.customers, name="customers"),
    path("customers/<slug:public_id>/", profile.customer, name="customer"),
]
