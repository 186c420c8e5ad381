"""The page of state machines is drawn from the code, and is current."""

from pathlib import Path

from django.conf import settings

from escrow import machine_drawings, machines


def test_the_page_is_current() -> None:
    kept = (Path(settings.BASE_DIR) / machine_drawings.PAGE).read_text()
    assert kept == machine_drawings.page(), "Run `manage.py draw_machines`."


def test_every_edge_that_the_database_knows_is_drawn() -> None:
    drawn = machine_drawings.page()
    for model in machines.machines():
        chapter = drawn.split(f"\n## {model.__name__}\n")[1].split("\n## ")[0]
        for _table, source, target in machines.edges(model):
            assert f"    {source or '[*]'} --> {target}" in chapter, (model, source, target)
