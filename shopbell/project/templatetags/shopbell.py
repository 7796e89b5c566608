"""Icons for Django templates, as the Jinja2 pages have them."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from shopbell.project import jinja

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "icon") -> SafeString:
    """`{% icon "triangle-alert" %}`"""
    return mark_safe(jinja.icon(name, css))  # noqa: S308 (package data)
