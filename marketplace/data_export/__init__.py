"""Everything we know of a person, for that person: asked for, made by a worker, deleted by the clock."""
