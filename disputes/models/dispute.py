from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django_fsm import FSMModelMixin, transition

from disputes.models.dispute_state import (
    CHANGEABLE,
    FOR_STAFF,
    NEXT_STEP,
    OPEN,
    QUEUE,
    SLEEPING,
    UNDECIDED,
    UNSENT,
    Band,
    DisputeState,
    PostageBy,
    RefundTo,
    Remedy,
)
from escrow.models.state_field import StateField
from escrow.money import Money, total
from marketplace.models import Order

S = DisputeState
MOST_CHANGES = 3
BEFORE_A_PARCEL = [*UNDECIDED, S.SETTLED, S.DECIDED, S.APPEALED]


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def visible_to(self, user: Any) -> DisputeQuerySet:
        """The parties' own cases only; what is not sent yet is its writer's alone."""
        if not user.is_authenticated:
            return self.none()
        sent_to_them = models.Q(order__seller__user=user) & ~models.Q(state__in=UNSENT)
        return self.filter(models.Q(order__buyer=user) | sent_to_them)

    def sent(self) -> DisputeQuerySet:
        """What the seller has got to read."""
        return self.exclude(state__in=UNSENT)

    def open(self) -> DisputeQuerySet:
        return self.filter(state__in=OPEN)


class Dispute(FSMModelMixin, models.Model):
    """A case: what the buyer says is wrong with which lines, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="disputes")
    claimant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="claims"
    )
    state = StateField(default=S.DRAFT, choices=S.choices)
    reason = models.CharField(max_length=20)
    facts = models.JSONField(default=dict, blank=True)
    description = models.TextField(max_length=4000, blank=True)
    remedy = models.CharField(max_length=12, choices=Remedy.choices)
    refund_to = models.CharField(max_length=12, choices=RefundTo.choices, default=RefundTo.ORIGINAL)
    currency = models.CharField(max_length=3)
    after_release = models.BooleanField(default=False)
    opened_by_system = models.BooleanField(default=False)
    changes = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    negotiate_by = models.DateTimeField(null=True)
    settles_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assigned_cases",
    )
    decide_by = models.DateTimeField(null=True)
    # Where it stands in the queue: the day above, brought forward by what weighs (urgency.py).
    urgent_at = models.DateTimeField(null=True)
    head_start_minutes = models.PositiveIntegerField(default=0)
    urgent_for = models.JSONField(default=list, blank=True)
    band = models.CharField(max_length=8, choices=Band.choices, blank=True)
    touch_by = models.DateTimeField(null=True)
    touched_at = models.DateTimeField(null=True)
    # What stands: agreed or decided, and to be done now or when a parcel has come.
    standing = models.ForeignKey(
        "disputes.Decision", null=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_minor = models.BigIntegerField(null=True)
    granted_remedy = models.CharField(max_length=12, choices=Remedy.choices, blank=True)
    postage_by = models.CharField(max_length=8, choices=PostageBy.choices, blank=True)
    comment_by = models.DateTimeField(null=True)
    executes_at = models.DateTimeField(null=True)
    appeal_by = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)
    # By when the next step of a parcel is due: a return's, or a replacement's.
    parcel_by = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(changes__lte=MOST_CHANGES), name="claim_changes_a_few_times"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=FOR_STAFF) | models.Q(urgent_at__isnull=False),
                name="what_waits_for_staff_is_in_the_queue",
            ),
        ]
        indexes = [
            models.Index(
                fields=["urgent_at", "id"],
                condition=models.Q(state__in=QUEUE),
                name="queue_by_urgency",
            ),
            models.Index(
                fields=["assignee", "urgent_at"],
                condition=models.Q(state__in=QUEUE),
                name="queue_of_a_colleague",
            ),
            models.Index(fields=["-opened_at", "-id"], name="cases_by_age"),
            models.Index(
                fields=["touched_at"],
                condition=models.Q(touched_at__isnull=False),
                name="cases_by_first_touch",
            ),
            models.Index(
                fields=["ended_at"],
                condition=models.Q(state=S.RESOLVED),
                name="resolved_cases_by_end",
            ),
            models.Index(fields=["reason", "-opened_at"], name="cases_of_a_reason"),
            models.Index(fields=["state", "-opened_at"], name="cases_in_a_state"),
            models.Index(fields=["assignee", "-opened_at"], name="cases_of_a_colleague"),
            models.Index(
                fields=["reason", "-ended_at"],
                condition=models.Q(state=S.RESOLVED, standing__isnull=False),
                name="decided_cases_of_a_reason",
            ),
        ]
        permissions = [
            ("decide_dispute", "May decide a dispute"),
            ("assign_dispute", "May hand a case of somebody else to a colleague"),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.reason}"

    def get_absolute_url(self) -> str:
        return reverse("dispute", args=[self.order.number, self.pk])

    @property
    def title(self) -> str:
        """What is wrong, in the reader's language."""
        from disputes import case_words

        return case_words.title_of(self)

    @property
    def claimed(self) -> Money:
        """What the buyer asks for over all disputed lines."""
        return total((line.amount for line in self.lines.all()), self.currency)

    @property
    def reference(self) -> str:
        return f"dispute:{self.pk}"

    @property
    def granted(self) -> Money | None:
        """What the buyer gets by what stands; None before anything does."""
        return None if self.granted_minor is None else Money(self.granted_minor, self.currency)

    def is_open(self) -> bool:
        return self.state in OPEN

    def next_step_by(self) -> datetime | None:
        """When the next step of the case is due, whoever owes it."""
        column = NEXT_STEP.get(DisputeState(self.state))
        return getattr(self, column) if column else None

    def is_undecided(self) -> bool:
        """The two can still agree."""
        return self.state in UNDECIDED

    def waits_for_somebody(self) -> bool:
        """Staff owe the next step, and none of them has it."""
        return self.assignee_id is None and self.state in (S.ESCALATED, S.APPEALED)

    def promise_decision(self, decide_by: datetime) -> None:
        """Staff decide by then; in the queue it stands earlier by what weighs."""
        self.decide_by = decide_by
        self.urgent_at = decide_by - timedelta(minutes=self.head_start_minutes)

    def give_to(self, person: Any, at: datetime) -> None:
        """One of our staff has it now; the first touch is theirs."""
        self.assignee, self.touched_at = person, self.touched_at or at

    def forget_what_stood(self) -> None:
        """What was agreed or decided came to nothing; it is open again."""
        self.granted_minor, self.granted_remedy, self.postage_by = None, "", ""
        self.standing, self.executes_at, self.appeal_by = None, None, None

    @transition(state, source=S.DRAFT, target=S.AWAITING_SELLER)
    def send(self, at: datetime, answer_by: datetime, negotiate_by: datetime) -> None:
        """The buyer has sent it; it is the seller's turn."""
        self.opened_at, self.answer_by, self.negotiate_by = at, answer_by, negotiate_by

    @transition(state, source=S.DRAFT, target=S.DISCARDED)
    def discard(self, at: datetime) -> None:
        """It was never sent; the wait for release goes on."""
        self.ended_at = at

    @transition(state, source=CHANGEABLE, target=S.AWAITING_SELLER)
    def change(self, answer_by: datetime, negotiate_by: datetime) -> None:
        """It is about something else now, and the seller has not answered that."""
        self.answer_by, self.negotiate_by, self.answered_at = answer_by, negotiate_by, None
        self.escalated_at, self.decide_by, self.assignee = None, None, None
        self.urgent_at, self.touch_by, self.touched_at = None, None, None

    @transition(state, source=S.AWAITING_SELLER, target=S.NEGOTIATING)
    def negotiate(self, at: datetime) -> None:
        """The seller has answered with an offer."""
        self.answered_at = at

    @transition(state, source=UNDECIDED, target=S.SETTLED)
    def agree(self, settles_at: datetime) -> None:
        """One has taken the other's offer; for an hour they can still undo it."""
        self.settles_at = settles_at

    @transition(state, source=S.SETTLED, target=S.NEGOTIATING)
    def talk_again(self) -> None:
        """The agreement was undone, and the two go on."""
        self.settles_at = None

    @transition(
        state,
        source=[
            S.AWAITING_SELLER,
            S.NEGOTIATING,
            S.SETTLED,
            S.AWAITING_RETURN,
            S.AWAITING_REPLACEMENT,
            S.UNDER_REVIEW,
        ],
        target=S.ESCALATED,
    )
    def escalate(self, at: datetime, decide_by: datetime) -> None:
        """The two do not agree, or somebody is silent: our staff decide."""
        self.escalated_at, self.settles_at, self.assignee = at, None, None
        self.promise_decision(decide_by)

    @transition(state, source=S.ESCALATED, target=S.UNDER_REVIEW)
    def take(self, by: Any, at: datetime) -> None:
        """One of our staff reads it."""
        self.give_to(by, at)

    @transition(state, source=S.UNDER_REVIEW, target=S.EVIDENCE_REQUESTED)
    def ask(self) -> None:
        """Something is missing, and one of the two is asked for it."""

    @transition(state, source=S.EVIDENCE_REQUESTED, target=S.UNDER_REVIEW)
    def go_on_reading(self) -> None:
        """It came, or it did not come in time."""

    @transition(state, source=S.UNDER_REVIEW, target=S.DRAFT_DECISION)
    def propose(self, comment_by: datetime) -> None:
        """Both read the decision before it stands."""
        self.comment_by = comment_by

    @transition(state, source=S.DRAFT_DECISION, target=S.UNDER_REVIEW)
    def think_again(self) -> None:
        """What the two said about it changes something."""
        self.comment_by = None

    @transition(state, source=S.DRAFT_DECISION, target=S.DECIDED)
    def stand(self, executes_at: datetime, appeal_by: datetime) -> None:
        """Nobody said anything that changes it."""
        self.executes_at, self.appeal_by = executes_at, appeal_by

    @transition(state, source=[S.DECIDED, S.RESOLVED], target=S.APPEALED)
    def appeal(self, decide_by: datetime, touch_by: datetime) -> None:
        """Who lost brings new grounds; somebody else decides."""
        self.executes_at, self.ended_at, self.assignee = None, None, None
        self.touch_by, self.touched_at = touch_by, None
        self.promise_decision(decide_by)

    @transition(state, source=BEFORE_A_PARCEL, target=S.AWAITING_RETURN)
    def await_return(self) -> None:
        """The money follows when the thing has come back."""

    @transition(state, source=BEFORE_A_PARCEL, target=S.AWAITING_REPLACEMENT)
    def await_replacement(self) -> None:
        """The seller sends it again, or what was missing."""

    @transition(state, source=OPEN, target=S.RESOLVED)
    def resolve(self, at: datetime) -> None:
        """What was agreed or decided is done, and the money has moved."""
        self.ended_at = at

    @transition(state, source=UNDECIDED, target=S.WITHDRAWN)
    def withdraw(self, at: datetime) -> None:
        """The buyer takes it back; the wait for release goes on."""
        self.ended_at = at

    @transition(state, source=[S.NEGOTIATING, S.AWAITING_RETURN], target=S.DORMANT)
    def fall_asleep(self, at: datetime) -> None:
        """It was the buyer's turn, and they did not go on."""
        self.ended_at = at

    @transition(state, source=SLEEPING, target=S.AWAITING_SELLER)
    def reopen(self, at: datetime, answer_by: datetime, negotiate_by: datetime) -> None:
        """The buyer comes back to it, once."""
        self.reopened_at, self.ended_at, self.answered_at = at, None, None
        self.answer_by, self.negotiate_by = answer_by, negotiate_by
        self.granted_minor, self.granted_remedy, self.postage_by = None, "", ""
