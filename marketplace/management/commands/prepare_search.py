from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections, transaction

from marketplace import search_sql, search_words

AGAIN = "UPDATE marketplace_listing SET title = title"


class Command(BaseCommand):
    """After unaccent or pg_trgm have come to the server, or before a large import is searched."""

    help = "Let the search use the extensions that the server has, and read every listing again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", default="owner", help="whose role owns the tables")

    def handle(self, *, database: str, **_: Any) -> None:
        with transaction.atomic(using=database), connections[database].cursor() as cursor:
            search_sql.prepare_spelling(cursor)
            search_sql.prepare_nearest(cursor)
            cursor.execute(AGAIN)
            there = [name for name in search_sql.EXTENSIONS if search_sql.schema_of(cursor, name)]
        words = search_words.count_again()
        self.stdout.write(f"Search uses: {', '.join(there) or 'no extension'}. {words} words.")
