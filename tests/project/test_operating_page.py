"""The docs and .env.example know every environment variable that the settings read.

Those of a payment provider stand on its own page.
"""

import re

from tests.project.files import ROOT

READ = re.compile(r"""(?:env(?:\.\w+)?|service_url)\(\s*"([A-Z_]+)"|"([A-Z_]+)" in os\.environ""")


def variables() -> set[str]:
    files = ("settings.py", "payment_settings.py", "operation_settings.py", "media_settings.py")
    source = "".join((ROOT / "marketplace" / name).read_text() for name in files)
    return {name for pair in READ.findall(source) for name in pair if name}


def test_every_variable_is_explained() -> None:
    pages = [ROOT / "docs" / "operating.md", *(ROOT / "docs").glob("gateways-*.md")]
    page = "".join(each.read_text() for each in pages)
    missing = sorted(name for name in variables() if f"`{name}`" not in page)
    assert len(variables()) > 15
    assert not missing, missing


def test_the_example_names_no_unknown_variable() -> None:
    named = re.findall(r"^#?\s?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    unknown = sorted(set(named) - variables())
    assert named
    assert not unknown, unknown
