from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "shopbell.customers"
    label = "customers"
