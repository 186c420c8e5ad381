"""What the database knows of spelling, in two versions: with unaccent and pg_trgm, and without.

Pages ask the same functions either way. `manage.py prepare_search` chooses the version again when an
extension has come later; decisions/0076 says why.
"""

from __future__ import annotations

from typing import Any

EXTENSIONS = ("unaccent", "pg_trgm")

# Both are trusted: whoever owns the database may create them, where the server has their files.
CREATE_EXTENSION = """
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS {name};
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'Holdfast searches without {name}: %', SQLERRM;
END $$
"""
SCHEMA_OF = """
SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE e.extname = %s
"""

FOLDED = """
CREATE OR REPLACE FUNCTION holdfast_folded(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT lower({bare}) $$
"""
BARE = '"{schema}".unaccent(\'"{schema}".unaccent\'::regdictionary, normalize(given, NFKC))'
# Marks above and below letters go; the few letters that are no letter with a mark are named.
BARE_WITHOUT = (
    r"replace(replace(replace(translate(regexp_replace(normalize(given, NFKD), "
    r"'[\u0300-\u036f]', '', 'g'), 'øØłŁđĐıðÐ', 'oOlLdDidD'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')"
)

# A quoted word, so that nothing that was typed is read as an operator.
BEGUN = r"""
CREATE OR REPLACE FUNCTION holdfast_begun(config regconfig, word text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsquery(config, '''' || translate(holdfast_folded(word), '''\', '  ') || ''':*')
$$
"""

NEAREST = """
CREATE OR REPLACE FUNCTION holdfast_nearest(asked text, most integer)
RETURNS TABLE (word varchar, listings integer) LANGUAGE sql STABLE STRICT AS $$
    SELECT s.word, s.listings FROM marketplace_searchword s WHERE {near} LIMIT most
$$
"""
NEAR = 's.listings > 0 ORDER BY s.word OPERATOR("{schema}".<->) holdfast_folded(asked)'
NEAR_WITHOUT = "false"
TRIGRAMS = (
    "CREATE INDEX IF NOT EXISTS search_word_trigrams ON marketplace_searchword "
    'USING gist (word "{schema}".gist_trgm_ops)'
)

DROP = """
DROP INDEX IF EXISTS search_word_trigrams;
DROP FUNCTION IF EXISTS holdfast_nearest(text, integer);
"""
DROP_SPELLING = """
DROP FUNCTION IF EXISTS holdfast_begun(regconfig, text);
DROP FUNCTION IF EXISTS holdfast_folded(text);
"""


def prepare_spelling(cursor: Any) -> None:
    """Accents and beginnings. Never fails where an extension may not be created."""
    for name in EXTENSIONS:
        cursor.execute(CREATE_EXTENSION.format(name=name))
    schema = schema_of(cursor, "unaccent")
    bare = BARE.format(schema=schema) if schema else BARE_WITHOUT
    cursor.execute(FOLDED.format(bare=bare))
    cursor.execute(BEGUN)


def prepare_nearest(cursor: Any) -> None:
    """Words that look like what was typed; without pg_trgm none does."""
    schema = schema_of(cursor, "pg_trgm")
    if schema:
        cursor.execute(TRIGRAMS.format(schema=schema))
    cursor.execute(NEAREST.format(near=NEAR.format(schema=schema) if schema else NEAR_WITHOUT))


def schema_of(cursor: Any, extension: str) -> str:
    """Where an extension lives; empty where it does not."""
    cursor.execute(SCHEMA_OF, [extension])
    found = cursor.fetchone()
    return str(found[0]) if found else ""
