from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "shopbell.staff"
    label = "staff"
