"""How Django itself writes moments, where no page of ours words them: never without the zone."""
