"""Forms in our own markup."""

from django.forms.renderers import TemplatesSetting


class ShopbellRenderer(TemplatesSetting):
    """Fields and forms drawn by our templates."""

    form_template_name = "django/forms/shopbell.html"
    field_template_name = "django/forms/field.html"
