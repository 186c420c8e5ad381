"""What to type next."""

from dataclasses import asdict

from django.utils.cache import patch_cache_control
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import suggestions
from marketplace.api.scopes import OPEN


class SuggestionSerializer(serializers.Serializer):
    """Words to search for, or a shelf or shop to go to; the note says which, and nothing for words."""

    label = serializers.CharField()  # type: ignore[assignment]
    note = serializers.CharField()
    url = serializers.CharField()


class Suggestions(APIView):
    """Words that are sold, shelves and shops that begin like what was typed."""

    scope = OPEN
    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_scope = "suggestions"

    @extend_schema(
        parameters=[OpenApiParameter("q", str)], responses=SuggestionSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        found = [asdict(one) for one in suggestions.of(request.query_params.get("q", ""))]
        answer = Response(found)
        patch_cache_control(answer, private=True, max_age=suggestions.SECONDS)
        return answer

    def get_throttles(self) -> list:
        """Somebody who types asks more often than a program does."""
        from rest_framework.throttling import ScopedRateThrottle

        return [ScopedRateThrottle()]
