"""Listings as a file: a table of variants that a seller takes out, changes and brings back in."""
