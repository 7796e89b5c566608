"""Icons for Django templates, as the Jinja2 pages have them."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from shopbell.core import icons

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "icon") -> SafeString:
    """`{% icon "triangle-alert" %}`"""
    return mark_safe(icons.icon(name, css))  # noqa: S308 (package data)
