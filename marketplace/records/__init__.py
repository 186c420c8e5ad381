"""Records that prove themselves: whoever has one can check it without us.

`manifest`, `verify` and `archive` know neither Django nor the database, so that they run anywhere.
"""
