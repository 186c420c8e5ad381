from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escrow.story import Refusal
from marketplace.demo.clock import check_demo
from marketplace.demo.people import (
    ADMIN,
    AGENT,
    BUYER,
    DEMO_PASSWORD,
    FINANCE,
    SECOND,
    SELLER_EMAIL,
)

PEOPLE = [
    ("Ben, who buys", BUYER.email, "My orders: pay, confirm, take more time, say what is wrong"),
    ("Ada, who sells", SELLER_EMAIL, "Seller desk: send parcels, answer a case, see the money"),
    ("Sofia, our staff", AGENT.email, "Staff desk (/admin/): decide the cases that wait for us"),
    ("Otto, a senior", SECOND.email, "/admin/: read large decisions a second time"),
    ("Nia, finance", FINANCE.email, "/admin/: the books, the bank, the payouts"),
    ("The admin", ADMIN.email, "/admin/: everything"),
]
ROW = "  {:<18} {:<20} {:<15} {}"


class Command(BaseCommand):
    """Who can sign in to the demo, and what each of them can try."""

    help = "List the demo's people."

    def handle(self, **_: Any) -> None:
        try:
            check_demo()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(ROW.format("Who", "E-mail", "Password", "Try"))
        for who, email, what in PEOPLE:
            self.stdout.write(ROW.format(who, email, DEMO_PASSWORD, what))
        self.stdout.write("  What the shop writes to them is in its outbox: /outbox/")
