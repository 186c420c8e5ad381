"""`make load`: 200 people shop at once, at first in peace and then while everything breaks."""
