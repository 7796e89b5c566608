from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "shopbell.project"
    label = "project"
