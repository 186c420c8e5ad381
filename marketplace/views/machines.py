"""What search engines ask for first."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from marketplace import sitemap
from marketplace.abroad import absolute

XML = "application/xml; charset=utf-8"
# Pages of one person, and addresses without end.
CLOSED = ("account", "accounts", "admin", "api", "cart", "checkout", "desk", "evidence", "orders")


def robots(request: HttpRequest) -> HttpResponse:
    closed = "".join(f"Disallow: /{name}/\n" for name in CLOSED)
    where = absolute(reverse("sitemap"))
    text = f"User-agent: *\n{closed}Disallow: /*?*after=\n\nSitemap: {where}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def sitemap_index(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(sitemap.index(), content_type=XML)


def sitemap_part(request: HttpRequest, kind: str, number: int) -> StreamingHttpResponse:
    if not sitemap.exists(kind, number):
        raise Http404
    return StreamingHttpResponse(sitemap.part(kind, number), content_type=XML)
