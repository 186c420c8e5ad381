"""Doors that give a file also speak its type; what goes wrong there is told as everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.utils.encoders import JSONEncoder


class FileRenderer(BaseRenderer):
    """The views hand out their bytes themselves; only problems are written here."""

    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return json.dumps(data, cls=JSONEncoder).encode() if data is not None else b""


class Pdf(FileRenderer):
    media_type, format = "application/pdf", "pdf"


class Csv(FileRenderer):
    media_type, format = "text/csv", "csv"


class Zip(FileRenderer):
    media_type, format = "application/zip", "zip"


class Jpeg(FileRenderer):
    media_type, format = "image/jpeg", "jpeg"


PAPERS = [JSONRenderer, Pdf, Csv, Zip]
PICTURES = [JSONRenderer, Jpeg]
