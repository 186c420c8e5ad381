"""The files name no package registry and no path of somebody's machine: they must work anywhere."""

import re

from tests.project.files import named, project_files

# Written in pieces, or this file would find itself.
REGISTRIES = ("pypi" + ".org", "registry." + "npmjs", "files." + "pythonhosted", "deb." + "debian")
MACHINE_PATHS = ("/" + "work/", "/" + "root/", "file" + ":///")
FORBIDDEN = re.compile("|".join(map(re.escape, REGISTRIES + MACHINE_PATHS)).encode())


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        f"{named(path)}: {hit.group().decode()}"
        for path in project_files()
        for hit in FORBIDDEN.finditer(path.read_bytes())
    ]
    assert not found, "\n".join(found)
