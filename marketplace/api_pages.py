"""What stands beside the API: its document, a page to read it, and an answer for the rest."""

from django.urls import path, re_path

from marketplace.api import description, mishaps

urlpatterns = [
    path("schema/", description.Document.as_view(), name="api_schema"),
    path("docs/", description.Reading.as_view(), name="api_docs"),
    re_path(r"", mishaps.Unknown.as_view(), name="api_unknown"),
]
