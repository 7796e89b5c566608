from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "shopbell.channels"
    label = "channels"
