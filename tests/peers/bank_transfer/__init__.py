"""A bank that only writes statements: entries with what a real one gives them, as CAMT.053 or CSV."""

from tests.peers.bank_transfer.camt import camt
from tests.peers.bank_transfer.entry import OUR_ACCOUNT, Batch, Entry
from tests.peers.bank_transfer.table import table

__all__ = ["OUR_ACCOUNT", "Batch", "Entry", "camt", "table"]
