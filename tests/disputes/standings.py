"""How a buyer gets a mark, in one line each."""

from disputes import answering
from disputes.models import Dispute
from marketplace.models import Listing, User
from tests import doings


def false_claim(buyer: User, listing: Listing, *, by: User) -> Dispute:
    """A claim that staff found to be untrue, and the decision stands."""
    case = doings.complain(doings.delivered(buyer, listing))
    answering.contest(case, by=listing.seller.user, text="Look at the video of the packing.")
    doings.propose(case, by=by, outcome="release", facts=["claim_untrue"])
    doings.let_pass(hours=49)
    return Dispute.objects.get(pk=case.pk)


def on_watch(buyer: User, listing: Listing, *, by: User) -> list[Dispute]:
    """Twice."""
    return [false_claim(buyer, listing, by=by) for _ in range(2)]
