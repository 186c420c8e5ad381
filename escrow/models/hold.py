from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, models
from django_fsm import FSMModelMixin, transition

from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models.state_field import StateField
from escrow.money import Money, MoneyColumn

if TYPE_CHECKING:
    from escrow.models.freeze import Freeze
    from escrow.models.refund import Refund


class HoldState(models.TextChoices):
    PENDING = "pending"
    VOIDED = "voided"
    HELD = "held"
    INSPECTING = "inspecting"
    FROZEN = "frozen"
    RELEASED = "released"
    REFUNDED = "refunded"
    SPLIT = "split"
    CHARGED_BACK = "charged_back"


OPEN = [HoldState.HELD, HoldState.INSPECTING, HoldState.FROZEN]
RUNNING = [HoldState.HELD, HoldState.INSPECTING]
SELDOM = [
    HoldState.VOIDED,
    HoldState.FROZEN,
    HoldState.REFUNDED,
    HoldState.SPLIT,
    HoldState.CHARGED_BACK,
]
FINAL = [
    HoldState.VOIDED,
    HoldState.RELEASED,
    HoldState.REFUNDED,
    HoldState.SPLIT,
    HoldState.CHARGED_BACK,
]


class HoldQuerySet(models.QuerySet["Hold"]):
    def locked(self) -> HoldQuerySet:
        """In the one lock order: by id, against every other writer of the hold."""
        return self.order_by("pk").select_for_update(no_key=True, of=("self",))

    def locked_or_skipped(self) -> HoldQuerySet:
        return self.order_by("pk").select_for_update(no_key=True, skip_locked=True, of=("self",))

    def write(self, holds: Sequence[Hold], columns: Sequence[str]) -> None:
        """Save these columns of locked holds in one statement, be it one hold or a thousand."""
        if holds:
            with connection.cursor() as cursor:
                cursor.execute(*_update(holds, columns))

    def unsettled(self) -> HoldQuerySet:
        return self.filter(state__in=[HoldState.PENDING, *OPEN])


class Hold(FSMModelMixin, models.Model):
    """The money of one order line, from the buyer's payment to its end.

    Always: captured = held + released + refunded + charged back. The database refuses
    anything else, and a hold in a final state never changes again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="holds"
    )
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="holds")
    state = StateField(default=HoldState.PENDING, choices=HoldState.choices)
    currency = models.CharField(max_length=3)
    goods_minor = models.BigIntegerField()
    shipping_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField(default=0)
    plus_minor = models.BigIntegerField(default=0)
    captured_minor = models.BigIntegerField(default=0)
    released_minor = models.BigIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)
    charged_back_minor = models.BigIntegerField(default=0)
    recovered_minor = models.BigIntegerField(default=0)
    commission_bps = models.PositiveIntegerField()
    reserve_bps = models.PositiveIntegerField(default=0)
    commission_back_bps = models.PositiveIntegerField(db_default=10_000)
    reserve_days = models.PositiveSmallIntegerField(db_default=30)
    created_at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    release_at = models.DateTimeField(null=True)
    time_left = models.DurationField(null=True)
    extended_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    goods = MoneyColumn("goods_minor")
    shipping = MoneyColumn("shipping_minor")
    tax = MoneyColumn("tax_minor")
    plus = MoneyColumn("plus_minor")
    captured = MoneyColumn("captured_minor")
    released = MoneyColumn("released_minor")
    refunded = MoneyColumn("refunded_minor")
    charged_back = MoneyColumn("charged_back_minor")
    recovered = MoneyColumn("recovered_minor")

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    goods_minor__gte=0,
                    shipping_minor__gte=0,
                    tax_minor__gte=0,
                    plus_minor__gte=0,
                    captured_minor__gte=0,
                    released_minor__gte=0,
                    refunded_minor__gte=0,
                    charged_back_minor__gte=0,
                    recovered_minor__gte=0,
                ),
                name="hold_amounts_are_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    captured_minor__gte=models.F("released_minor")
                    + models.F("refunded_minor")
                    + models.F("charged_back_minor")
                ),
                name="hold_never_gives_more_than_captured",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=FINAL)
                | models.Q(
                    captured_minor=models.F("released_minor")
                    + models.F("refunded_minor")
                    + models.F("charged_back_minor")
                ),
                name="settled_hold_has_given_everything",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    captured_minor__gte=models.F("refunded_minor")
                    + models.F("charged_back_minor")
                    + models.F("recovered_minor")
                ),
                name="nothing_is_paid_back_twice",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="holds_newest"),
            # The other states are those of nearly every hold, and found among the newest.
            models.Index(
                fields=["state", "-created_at"],
                condition=models.Q(state__in=SELDOM),
                name="holds_in_a_seldom_state",
            ),
            models.Index(
                fields=["seller", "id"],
                condition=models.Q(state__in=OPEN),
                name="holds_open_of_a_seller",
            ),
            models.Index(
                fields=["captured_at"],
                condition=models.Q(state__in=OPEN),
                name="holds_open_the_longest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.total} {self.state}"

    @property
    def total(self) -> Money:
        """What the buyer pays for the line: goods, shipping, tax and the Plus share."""
        return self.goods + self.shipping + self.tax + self.plus

    @property
    def held(self) -> Money:
        """What Holdfast still holds."""
        return self.captured - self.released - self.refunded - self.charged_back

    @property
    def place(self) -> Place:
        return Place(Kind.ESCROW, f"hold:{self.pk}")

    def is_settled(self) -> bool:
        return self.state in FINAL

    def is_running(self) -> bool:
        """Held for the buyer with nothing in dispute: it may be released, frozen or refunded."""
        return self.state in RUNNING

    def open_freezes(self) -> list[Freeze]:
        """Why it stands still; only a frozen hold has any."""
        return [f for f in self.freezes.all() if f.ended_at is None] if self.is_frozen() else []

    def is_frozen(self) -> bool:
        return bool(self.state == HoldState.FROZEN)

    def given_back(self) -> list[Refund]:
        """What was sent to the buyer; a hold that gave nothing back is not asked."""
        return list(self.refunds.all()) if self.gave_back() else []

    def gave_back(self) -> bool:
        return self.refunded_minor > 0 or self.recovered_minor > 0

    def can_be_extended(self) -> bool:
        return self.state == HoldState.INSPECTING and self.extended_at is None

    @transition(state, source=HoldState.PENDING, target=HoldState.HELD)
    def capture(self, at: datetime) -> None:
        """The buyer has paid; Holdfast holds the money."""
        self.captured_minor = self.total.minor
        self.captured_at = at

    @transition(state, source=HoldState.PENDING, target=HoldState.VOIDED)
    def void(self, at: datetime) -> None:
        """The payment never came; there is nothing to hold."""
        self.settled_at = at

    @transition(state, source=HoldState.HELD, target=HoldState.INSPECTING)
    def inspect(self, delivered_at: datetime, release_at: datetime) -> None:
        """The goods arrived; the buyer looks at them until `release_at`."""
        self.delivered_at = delivered_at
        self.release_at = release_at

    @transition(state, source=RUNNING, target=HoldState.FROZEN)
    def freeze(self, at: datetime) -> None:
        """Something is wrong; nothing moves until the cause has ended."""
        self.time_left = max(self.release_at - at, timedelta()) if self.release_at else None
        self.release_at = None

    @transition(state, source=HoldState.FROZEN, target=HoldState.HELD)
    def thaw_to_held(self) -> None:
        """Nothing was found while the goods were on their way; the wait goes on."""
        self.time_left = None

    @transition(state, source=HoldState.FROZEN, target=HoldState.INSPECTING)
    def thaw_to_inspecting(self, release_at: datetime) -> None:
        """Nothing was found; the buyer gets the time left, and at least two days."""
        self.release_at = release_at
        self.time_left = None

    @transition(state, source=OPEN, target=HoldState.RELEASED)
    def release(self, at: datetime) -> None:
        """Everything still held goes to the seller."""
        self.released_minor += self.held.minor
        self._settle(at)

    @transition(state, source=OPEN, target=HoldState.REFUNDED)
    def refund_all(self, at: datetime) -> None:
        """Everything still held goes back to the buyer."""
        self.refunded_minor += self.held.minor
        self._settle(at)

    @transition(state, source=OPEN, target=HoldState.SPLIT)
    def split(self, refund: Money, at: datetime) -> None:
        """Part goes back to the buyer, the rest to the seller, at once."""
        rest = self.held - refund
        self.refunded_minor += refund.minor
        self.released_minor += rest.minor
        self._settle(at)

    @transition(state, source=OPEN, target=HoldState.CHARGED_BACK)
    def charge_back(self, at: datetime) -> None:
        """The buyer's bank took the money back."""
        self.charged_back_minor += self.held.minor
        self._settle(at)

    def charge_back_part(self, amount: Money, at: datetime) -> None:
        """The bank took so much; a hold that has nothing left is at its end."""
        if amount and amount == self.held:
            self.charge_back(at)
        else:
            self.charged_back_minor += amount.minor

    def refund_part(self, refund: Money) -> None:
        """A part goes back to the buyer; the rest stays held in the same state."""
        self.refunded_minor += refund.minor

    def extend(self, by: timedelta, at: datetime) -> None:
        """The buyer takes more time, once, no questions."""
        assert self.release_at is not None
        self.release_at += by
        self.extended_at = at

    def arrive_while_frozen(self, delivered_at: datetime, time_left: timedelta) -> None:
        """The goods came while something was in dispute; the wait starts when that has ended."""
        self.delivered_at = delivered_at
        self.time_left = time_left

    def _settle(self, at: datetime) -> None:
        self.settled_at = at
        self.time_left = None


def _update(holds: Sequence[Hold], columns: Sequence[str]) -> tuple[str, list[list[object]]]:
    """UPDATE from arrays, a value a hold: the ORM's own form grows with columns times rows."""
    names = ["id", *columns]
    types = [Hold._meta.get_field(name).db_type(connection) for name in names]
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    changes = ", ".join(f"{name} = new.{name}" for name in columns)
    values: list[list[object]] = [[getattr(hold, name) for hold in holds] for name in names]
    return (
        f"UPDATE escrow_hold h SET {changes} "  # noqa: S608 (names come from the model)
        f"FROM unnest({arrays}) AS new ({', '.join(names)}) WHERE h.id = new.id",
        values,
    )
