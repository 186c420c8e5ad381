"""Which story runs when a deadline of a dispute is due."""

from disputes import answering
from escrow import deadlines


def stories() -> None:
    deadlines.register("seller_answer", answering.escalate_silent)
