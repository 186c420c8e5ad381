"""What happens at Stripe without us: buyers at its page, banks, and time."""

from __future__ import annotations

from tests.peers.stripe import checkout, connect, disputes, intents, refunds
from tests.peers.stripe.book import Book, Thing, first

GOOD, DECLINED, ASKS = "4242424242424242", "4000000000000002", "4000002500003155"
DECLINES = {
    DECLINED: ("card_declined", "generic_decline"),
    "4000000000009995": ("card_declined", "insufficient_funds"),
    "4000000000000069": ("expired_card", ""),
}
# Their money comes later: from a bank by itself, or when the buyer has been at a counter.
LATER = {"sepa_debit": "processing", "boleto": "requires_action"}


class Deeds:
    """Each finds what it is about by our operation's id or by Stripe's own."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def pay(self, session_id: str, card: str = GOOD, way: str = "card") -> Thing:
        """The buyer at the page; one that is closed takes nothing."""
        session = checkout.as_it_is(self.book, self.book.things[session_id])
        if session["status"] != "open" or way not in session["payment_method_types"]:
            return session
        intent = self._intent(session)
        if card in DECLINES and way == "card":
            intents.fail(self.book, intent, *DECLINES[card])
        elif card == ASKS and way == "card":
            intent.update(status="requires_action", next_action={"type": "use_stripe_sdk"})
        elif way in LATER:
            self._wait(session, intent, way)
        else:
            intents.succeed(self.book, intent, way, card)
            self._complete(session, "paid")
        return session

    def pay_for(self, operation_id: str, card: str = GOOD) -> bool:
        """The buyer pays on the page of that purchase, if there is one."""
        sessions = self.book.all("checkout.session")
        page = first(each for each in sessions if each["client_reference_id"] == operation_id)
        return page is not None and self.pay(page["id"], card)["status"] == "complete"

    def banks_take_all(self) -> None:
        """Every payout that is under way arrives."""
        for thing in list(self.book.things.values()):
            if thing["object"] == "payout":
                connect.arrive(self.book, thing)

    def done_more_than_once(self) -> list[str]:
        """Keys under which more than one thing of a kind was made."""
        kinds = ("charge", "refund", "transfer", "payout")
        keys = [
            (thing["object"], thing["metadata"].get("operation"))
            for thing in self.book.things.values()
            if thing["object"] in kinds
        ]
        return sorted({f"{kind} {key}" for kind, key in keys if keys.count((kind, key)) > 1})

    def tally(self) -> dict[str, int]:
        kinds = ("charge", "refund", "payout")
        made = [thing["object"] for thing in self.book.things.values()]
        return {kind: made.count(kind) for kind in kinds}

    def answer_challenge(self, session_id: str, *, passed: bool) -> None:
        """The buyer's bank has asked its question."""
        session = checkout.as_it_is(self.book, self.book.things[session_id])
        if session["status"] != "open":
            return
        intent = self._intent(session)
        if passed:
            intents.succeed(self.book, intent, "card", ASKS)
            self._complete(session, "paid")
        else:
            intents.fail(self.book, intent, "payment_intent_authentication_failure")

    def money_comes(self, session_id: str, *, comes: bool = True) -> None:
        """What takes days has come, or it has failed."""
        session = self.book.things[session_id]
        intent = self.book.things[session["payment_intent"]]
        if intent["status"] not in ("processing", "requires_action"):
            return
        if comes:
            intents.succeed(self.book, intent, session["payment_method_types"][0])
            session["payment_status"] = "paid"
            self.book.tell("checkout.session.async_payment_succeeded", session)
        else:
            intents.fail(self.book, intent, "payment_intent_payment_attempt_failed")
            self.book.tell("checkout.session.async_payment_failed", session)

    def take_again(self, session_id: str, card: str = GOOD) -> Thing:
        """By a fault the same purchase is paid once more."""
        intent = intents.new(self.book, self.book.things[session_id])
        intents.succeed(self.book, intent, "card", card)
        return intent

    def go_to_bank(self, operation_id: str, *, warning: bool = False, amount: int = 0) -> Thing:
        intent = self.of("payment_intent", operation_id)
        return disputes.open_case(self.book, intent, warning=warning, amount=amount)

    def take(self, reference: str) -> None:
        disputes.take(self.book, self.book.things[reference])

    def decide(self, reference: str, *, won: bool) -> None:
        disputes.decide(self.book, self.book.things[reference], won=won)

    def refund_arrives(self, operation_id: str) -> None:
        refunds.succeed(self.book, self.of("refund", operation_id))

    def refund_fails(self, operation_id: str) -> None:
        refunds.fail(self.book, self.of("refund", operation_id))

    def account(self, identifier: str, *, fails_with: str = "", takes: bool = True) -> Thing:
        """A seller's account; `fails_with` is what its bank says to each payout."""
        account = connect.new_account(self.book, identifier, details_submitted=takes)
        account["_fails_with"] = fails_with
        return account

    def bank_takes(self, operation_id: str) -> None:
        """A payout arrives, or the account's bank refuses it."""
        payout = self._payout(operation_id)
        code = self.book.things[self.book.owners[payout["id"]]]["_fails_with"]
        if code:
            connect.come_back(self.book, payout, code)
        else:
            connect.arrive(self.book, payout)

    def bank_returns(self, operation_id: str) -> None:
        connect.come_back(self.book, self._payout(operation_id))

    def settle_to_our_bank(self, amount: int, currency: str = "eur") -> Thing:
        payout = connect.new_payout(self.book, "", amount, currency, {})
        self.book.move("payout", payout["id"], -amount, currency)
        return payout

    def of(self, noun: str, operation_id: str) -> Thing:
        """The first of its kind that carries our key."""
        mine = [
            thing
            for thing in self.book.things.values()
            if thing["object"] == noun and thing["metadata"].get("operation") == operation_id
        ]
        found = first(mine)
        assert found is not None, f"no {noun} of {operation_id}"
        return found

    def _payout(self, operation_id: str) -> Thing:
        return self.of("payout", operation_id)

    def _intent(self, session: Thing) -> Thing:
        if session["payment_intent"] is None:
            session["payment_intent"] = intents.new(self.book, session)["id"]
        return self.book.things[session["payment_intent"]]

    def _wait(self, session: Thing, intent: Thing, way: str) -> None:
        voucher = {"hosted_voucher_url": f"https://payments.stripe.com/{way}/voucher/x"}
        action = {"type": f"{way}_display_details", f"{way}_display_details": voucher}
        waits = LATER[way]
        intent.update(status=waits, next_action=action if waits == "requires_action" else None)
        self._complete(session, "unpaid")

    def _complete(self, session: Thing, payment_status: str) -> None:
        session.update(status="complete", payment_status=payment_status, url=None)
        self.book.tell("checkout.session.completed", session)
