"""A whole marketplace on a moving clock: people, parcels, banks, faults and crashes, by a seed."""
