"""What every template can see."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from bedside.faces.web import clock
from bedside.faces.web.medicines import medicine


class Forms(TemplatesSetting):
    """Forms are drawn by our own templates."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"


def everywhere(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001
    """The notice, the present minute, how this installation is used, and its emergency number."""
    return {
        "notice": medicine("aldesleukin").notice,
        "now": clock.this_minute(),
        "mode": settings.BEDSIDE_MODE,
        "emergency_number": settings.BEDSIDE_EMERGENCY_NUMBER,
    }
