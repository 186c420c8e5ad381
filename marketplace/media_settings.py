"""Where uploaded files lie: on a disk that web and workers share, or in a store that speaks S3.

Private files never get an address of their own: they go through the view that knows who may see
them, wherever they lie (docs/decisions/0132).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from marketplace.environment import env

HOLDFAST_MEDIA = env.str("HOLDFAST_MEDIA", default="files")
S3_ENDPOINT_URL = env.str("S3_ENDPOINT_URL", default="")
S3_REGION = env.str("S3_REGION", default="")
S3_ACCESS_KEY_ID = env.str("S3_ACCESS_KEY_ID", default="")
S3_SECRET_ACCESS_KEY = env.str("S3_SECRET_ACCESS_KEY", default="")
S3_PUBLIC_BUCKET = env.str("S3_PUBLIC_BUCKET", default="")
S3_PRIVATE_BUCKET = env.str("S3_PRIVATE_BUCKET", default="")
# Where people's browsers load public pictures from, if not from the bucket itself: a CDN.
S3_PUBLIC_URL = env.str("S3_PUBLIC_URL", default="")


def stores(state: Path) -> dict[str, dict[str, Any]]:
    """Django's STORAGES for `default`, which everybody may read, and `private`."""
    return _on_s3() if HOLDFAST_MEDIA == "s3" else _on_disk(state)


def origins() -> list[str]:
    """From where a page may load pictures, besides the shop itself."""
    if HOLDFAST_MEDIA != "s3":
        return []
    parts = urlsplit(S3_PUBLIC_URL or S3_ENDPOINT_URL)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def _on_disk(state: Path) -> dict[str, dict[str, Any]]:
    files = "django.core.files.storage.FileSystemStorage"
    private = {
        "location": env.str("PRIVATE_ROOT", default=str(state / "private")),
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    }
    return {"default": {"BACKEND": files}, "private": {"BACKEND": files, "OPTIONS": private}}


def _on_s3() -> dict[str, dict[str, Any]]:
    backend = "storages.backends.s3.S3Storage"
    public = urlsplit(S3_PUBLIC_URL)
    shared: dict[str, Any] = {
        "endpoint_url": S3_ENDPOINT_URL or None,
        "region_name": S3_REGION or None,
        "access_key": S3_ACCESS_KEY_ID or None,
        "secret_key": S3_SECRET_ACCESS_KEY or None,
        "file_overwrite": False,
        "default_acl": None,  # the bucket's own policy says who may read
        "addressing_style": "path",
        "signature_version": "s3v4",
    }
    seen = {
        "bucket_name": S3_PUBLIC_BUCKET,
        "querystring_auth": False,
        "custom_domain": f"{public.netloc}{public.path}" or None,
        "object_parameters": {"CacheControl": "public, max-age=86400"},
    }
    hidden = {"bucket_name": S3_PRIVATE_BUCKET, "querystring_expire": 60}
    return {
        "default": {"BACKEND": backend, "OPTIONS": shared | seen},
        "private": {"BACKEND": backend, "OPTIONS": shared | hidden},
    }
