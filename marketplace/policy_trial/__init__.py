"""Past orders under another policy: what people did stays, what the clock does follows the rules.

Nothing is booked and no story runs: the moments come from the same functions that the stories ask,
so that no rule stands twice; a test compares them with a replay through the stories themselves.
"""
