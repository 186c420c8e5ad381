"""Files as browsers get them: every stylesheet whole, under a name that says what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')


class BundledStyles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """In development a browser follows the forty imports of layers.css; over a phone's network
    each of them would cost a round trip, so here they stand in the file itself."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        if not dry_run:
            for name in [name for name in paths if name.endswith("layers.css")]:
                self._bundle(name, paths)
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def _bundle(self, name: str, paths: dict[str, Any]) -> None:
        """Write the file anew, each import replaced by what it imports, in the same layer."""
        folder = PurePosixPath(name).parent

        def inner(found: re.Match[str]) -> str:
            return f"@layer {found[2]} {{\n{_source(str(folder / found[1]), paths)}\n}}"

        Path(self.path(name)).write_text(IMPORT.sub(inner, _source(name, paths)), encoding="utf-8")


def _source(name: str, paths: dict[str, Any]) -> str:
    """As we wrote it: what was collected earlier may be a bundle of older files."""
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
