"""Photos of messages, for the programs of the two who talk."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from marketplace import message_photos
from marketplace.api.files import PICTURES
from marketplace.api.member import member
from marketplace.api.scopes import Member
from marketplace.models import MessagePhoto
from marketplace.models.api_token import Scope
from marketplace.views.message_photos import SEALED


class MessagePicture(APIView):
    """The clean copy of one, once it is checked."""

    scope = Scope.READ
    permission_classes = [Member]
    renderer_classes = PICTURES

    @extend_schema(responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        try:
            content = message_photos.look_at(pk, by=member(request))
        except MessagePhoto.DoesNotExist as hidden:
            raise Http404 from hidden
        return HttpResponse(content, content_type="image/jpeg", headers=SEALED)
