"""Every command that the documentation names can be typed."""

import re

from tests.project.files import ROOT, named, project_files

CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
MAKE = re.compile(r"(?:^|[\s`])make ((?:[A-Z_]+=\S+ )*)([a-z][a-z-]*)", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
MANAGE = re.compile(r"manage\.py ([a-z_]+)")


def code_of_documents() -> dict[str, str]:
    pages = [path for path in project_files() if path.suffix == ".md"]
    return {named(page): "\n".join(CODE.findall(page.read_text())) for page in pages}


def test_every_make_target_in_the_documents_exists() -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text()))
    missing = [
        f"{page}: make {target}"
        for page, code in code_of_documents().items()
        for _, target in MAKE.findall(code)
        if target not in targets
    ]
    assert not missing, missing


def test_every_management_command_in_the_documents_exists() -> None:
    from django.core.management import get_commands

    missing = [
        f"{page}: manage.py {command}"
        for page, code in code_of_documents().items()
        for command in MANAGE.findall(code)
        if command not in get_commands()
    ]
    assert not missing, missing


def test_make_help_explains_itself() -> None:
    explained = re.findall(
        r"^[a-z][a-z-]*:.*## (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    assert len(explained) >= 15
