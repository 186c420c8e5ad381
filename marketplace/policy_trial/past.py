"""What people and carriers did with one order, whatever the rules were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from escrow.money import Money
from marketplace.models.shipment import ProofGrade
from sellers.models.seller import Level


@dataclass(frozen=True)
class Past:
    """One paid order. Moments are None where it never happened; amounts are minor units.

    `refunded_minor` is what a case gave back, complained of at `complained_at`; what became of a
    case is people's work, and stays.
    """

    key: str
    shop: str
    currency: str
    goods_minor: int
    paid_at: datetime
    ship_by: datetime
    promised_by: datetime
    shipping_minor: int = 0
    tax_minor: int = 0
    plus: bool = False
    level: str = Level.STANDARD
    risky: bool = False
    domestic: bool = True
    grade: str = ProofGrade.B
    cancelled_at: datetime | None = None
    sent_at: datetime | None = None
    scans: tuple[datetime, ...] = ()
    delivered_at: datetime | None = None
    confirmed_at: datetime | None = None
    extended: bool = False
    complained_at: datetime | None = None
    settled_at: datetime | None = None
    refunded_minor: int = 0

    @property
    def worth(self) -> Money:
        return Money(self.goods_minor + self.shipping_minor + self.tax_minor, self.currency)
