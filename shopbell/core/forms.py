"""Forms in our own markup."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Widget


class ShopbellBoundField(BoundField):
    """A field whose control wears our classes; the first wrong one of a form takes the focus."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        made = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if is_box(widget):
            classes = f"{widget.attrs.get('class', '')} {made.get('class', '')}".split()
            made["class"] = " ".join(classes if "input" in classes else ["input", *classes])
        if self.is_first_wrong:
            made["autofocus"] = True
        return made

    @property
    def is_first_wrong(self) -> bool:
        """Whether the form came back and this is the first field with something to mend."""
        if not self.form.is_bound or not self.errors:
            return False
        wrong = (field.name for field in self.form.visible_fields() if field.errors)
        return next(wrong, None) == self.name

    @property
    def is_check(self) -> bool:
        """Whether it is one box to tick, whose label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class ShopbellRenderer(TemplatesSetting):
    """Fields and forms drawn by our templates."""

    form_template_name = "django/forms/shopbell.html"
    field_template_name = "django/forms/field.html"
    bound_field_class = ShopbellBoundField


def is_box(widget: Widget) -> bool:
    """Whether a control is a box to write in or choose from, as opposed to something to tick or a file."""
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple | forms.FileInput):
        return False
    return not widget.is_hidden
