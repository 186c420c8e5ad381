"""Everything that the shop would need after losing its machines: kept in a folder, and brought back."""
