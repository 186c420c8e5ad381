"""The API's document (OpenAPI), and a page on which people read it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny

from marketplace.api.scopes import OPEN


class Document(SpectacularAPIView):
    """All of the API as OpenAPI 3: JSON, or YAML where that is asked for."""

    scope = OPEN
    permission_classes = [AllowAny]
    renderer_classes = [
        OpenApiJsonRenderer,
        OpenApiJsonRenderer2,
        OpenApiYamlRenderer,
        OpenApiYamlRenderer2,
    ]


class Reading(SpectacularSwaggerSplitView):
    """Every operation, to read and to try. No script and no style stands in the page itself."""

    scope = OPEN
    permission_classes = [AllowAny]
    url_name = "api_schema"

    @extend_schema(exclude=True)
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return super().get(request, *args, **kwargs)
