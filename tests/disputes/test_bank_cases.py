"""The buyer's bank takes the payment back: one remedy at a time, and no cent twice."""
