from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "shopbell.tickets"
    label = "tickets"
