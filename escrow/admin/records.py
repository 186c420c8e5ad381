"""What was promised: every policy there was."""

from __future__ import annotations

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from escrow.browsing import Browser
from escrow.models import Policy


@admin.register(Policy)
class PolicyBrowser(Browser):
    list_display = ["number", "published_at", "sha256"]
    fields = ["number", "published_at", "sha256", "text"]

    @admin.display(description=_("what it promises"))
    def text(self, policy: Policy) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(policy.body, indent=2, ensure_ascii=False))
