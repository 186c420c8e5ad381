"""What there is while Schemathesis asks: enough of everything that each door finds something."""

from __future__ import annotations

from datetime import timedelta

from escrow import clock
from marketplace import access_tokens, address_book
from marketplace.models import User
from sellers.models.seller import Level
from tests import doings, factories, talks


def make() -> str:
    """A token with every scope, of somebody who buys and sells; all of it in the last fortnight."""
    with clock.travel_to(clock.real_now() - timedelta(days=14)):
        ben = _people_and_orders()
    _made, token = access_tokens.make(by=ben, name="Contract", days=1)
    return token


def _people_and_orders() -> User:
    shelf = factories.category("lamps", "Lamps")
    ada = factories.shop("ada@example.com", "Ada's Lamps", country="DE", level=Level.TRUSTED)
    bens = factories.shop("ben@example.com", "Ben's Cellar", country="DE", level=Level.STANDARD)
    ben = bens.user
    lamp = factories.listing(ada, shelf, "Brass reading lamp", price_minor=4200, stock=500)
    vase = factories.listing(bens, shelf, "Blue vase", price_minor=900, stock=500)
    doings.complain(doings.delivered(ben, lamp))
    doings.buy(ben, lamp)
    talks.about(doings.delivered(ben, lamp), "Thank you!", by=ben)
    _sell(ada.user, vase)
    doings.name_account(bens)
    address_book.keep(doings.BERLIN, by=ben)
    return ben


def _sell(buyer: User, vase: object) -> None:
    doings.buy(buyer, vase)  # type: ignore[arg-type]
    doings.delivered(buyer, vase)  # type: ignore[arg-type]
