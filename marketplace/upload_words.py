"""What is wrong with a file, and what to do about it, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _


def sentence(code: str, name: str) -> str:
    """By the code that is kept with the file."""
    words = SENTENCES.get(code, SENTENCES["broken"])
    return words() % {"name": name or _("The file")}


SENTENCES: dict[str, Callable[[], str]] = {
    "empty": lambda: _("“%(name)s” is empty. Choose it again."),
    "too_large": lambda: _("“%(name)s” is larger than 10 MB. Send a smaller copy."),
    "too_many_pixels": lambda: _("“%(name)s” has more than 50 megapixels. Send a smaller copy."),
    "too_many_pages": lambda: _(
        "“%(name)s” has more than 20 pages. Send only the pages that matter."
    ),
    "unknown": lambda: _(
        "“%(name)s” is not a picture we can read. Send a JPEG, PNG, WebP or HEIC photo, or a PDF."
    ),
    "no_photo": lambda: _(
        "“%(name)s” is not a picture we can read. Send a JPEG, PNG, WebP or HEIC photo."
    ),
    "broken": lambda: _(
        "“%(name)s” is damaged and cannot be opened. Choose the file again, or take a new photo."
    ),
    "locked": lambda: _(
        "“%(name)s” is locked with a password. Save a copy without it and send that."
    ),
    "too_heavy": lambda: _(
        "“%(name)s” takes too much to open. Send a photo or a screenshot of it instead."
    ),
    "no_heic": lambda: _(
        "“%(name)s” is a HEIC photo, which cannot be opened here. Send it as JPEG."
    ),
    "not_checked": lambda: _("“%(name)s” could not be checked. Send it again."),
}
