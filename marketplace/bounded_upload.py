"""Files on their way in: no more of each is kept than we would take."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from marketplace.uploads import MOST_BYTES

MOST_KEPT = 20  # of one request; of the others only that they were there


class BoundedUpload(TemporaryFileUploadHandler):
    """Takes a file up to the first byte too many, and passes the rest by.

    What is too large arrives one byte too large, and what is one too many arrives empty: the form
    counts and judges them, and says so, whatever was sent.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.files = 0
        self.room = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.files += 1
        self.room = MOST_BYTES + 1
        if self.files > MOST_KEPT:
            self._pass_by()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        kept = raw_data[: self.room]
        self.room -= len(kept)
        if kept:
            self.file.write(kept)

    def file_complete(self, file_size: int) -> Any:
        return super().file_complete(self.file.tell())

    def _pass_by(self) -> None:
        """Nothing of it is kept, not even an open file."""
        self.file.close()
        self.room = 0
        empty = (self.field_name, self.file_name, self.content_type, 0, self.charset)
        self.file: Any = InMemoryUploadedFile(BytesIO(), *empty)
