"""docs/operating.md and .env.example know every environment variable that the settings read."""

import re

from tests.project.files import ROOT

READ = re.compile(r"""(?:env(?:\.\w+)?|service_url)\(\s*"([A-Z_]+)"|"([A-Z_]+)" in os\.environ""")


def variables() -> set[str]:
    files = [ROOT / "marketplace" / name for name in ("settings.py", "payment_settings.py")]
    source = "".join(file.read_text() for file in files)
    return {name for pair in READ.findall(source) for name in pair if name}


def test_every_variable_is_explained() -> None:
    page = (ROOT / "docs" / "operating.md").read_text()
    missing = sorted(name for name in variables() if f"`{name}`" not in page)
    assert len(variables()) > 15
    assert not missing, missing


def test_the_example_names_no_unknown_variable() -> None:
    named = re.findall(r"^#?\s?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    unknown = sorted(set(named) - variables())
    assert named
    assert not unknown, unknown
