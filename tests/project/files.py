"""The project's own files, as git sees them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("escrow", "sellers", "marketplace", "disputes")


@cache
def project_files() -> list[Path]:
    """Every file that is tracked or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.check_output(command, cwd=ROOT, text=True)
    return sorted(ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file())


def named(path: Path) -> str:
    """The path as people write it."""
    return str(path.relative_to(ROOT))
