"""A coming policy: one drafts and proposes, another publishes, and nobody does both."""

import copy
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction

from escrow import clock, deadlines, policy, policy_differences, policy_drafts, policy_publishing
from escrow import policy_terms as terms
from escrow.default_policy import BODY
from escrow.models import AuditEntry, Policy, PolicyDraft, PolicyTrial
from escrow.policy_drafts import CannotBeDrafted, ChangedMeanwhile
from escrow.policy_publishing import CannotBePublished
from marketplace.models import Listing, User
from tests import doings, factories
from tests.rivals import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
RIGHTS = ["draft_policies", "publish_policies", "try_policies", "view_policydraft"]
TEN_DAYS = {"windows.hold_standard": 240}
WHY = "Nothing is bought yet."


def lawyer(name: str) -> User:
    person = factories.person(f"{name.lower()}@example.com", name, is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=RIGHTS))
    return person


@pytest.fixture
def lena(db: None) -> User:
    return lawyer("Lena")


@pytest.fixture
def paul(db: None) -> User:
    return lawyer("Paul")


def drafted(by: User, values: dict[str, int | float] = TEN_DAYS) -> PolicyDraft:
    draft = policy_drafts.begin("Longer holds", by=by)
    return policy_drafts.change(draft.pk, values, version=1, title=draft.title, by=by)


def proposed(by: User, **how: object) -> PolicyDraft:
    draft = drafted(by)
    asked = {"reason": "Parcels come late.", "untried_because": WHY} | how
    return policy_drafts.propose(draft.pk, version=draft.version, by=by, **asked)


def publish(draft: PolicyDraft, by: User) -> PolicyDraft:
    return policy_publishing.publish(draft.pk, because="I agree.", sha256=draft.sha256, by=by)


def test_it_begins_as_the_policy_in_force_and_says_what_changes(lena: User) -> None:
    draft = drafted(lena, TEN_DAYS | {"amounts.EUR.one_staff": 25_000, "fees.plus_bps": 350})
    changes = policy_differences.between(draft.base.body, draft.body)
    assert [str(each) for each in changes] == [
        "Money held after delivery, usually: 10 days instead of 7 days",
        "Price of Plus: 3.5 % instead of 3 %",
        "EUR: One person may decide up to this: €250.00 instead of €200.00",
    ]
    assert list(map(str, changes[0].touches)) == ["buyers", "sellers"]
    assert draft.sha256 == policy.fingerprint(draft.body)


def test_every_number_of_the_policy_has_words_and_a_range(db: None) -> None:
    found = list(terms.every(policy.in_force().body))
    groups = [each.group for each in found]
    assert groups == sorted(groups, key=groups.index), "a group stands together"
    counted = sum(len(BODY[part]) for part in ("windows", "fees", "shares", "limits", "sellers"))
    assert len(found) == counted + sum(map(len, BODY["amounts"].values()))
    for term in found:
        assert str(term.title) != term.path[-1], term.name
        low, high = term.limits(BODY)
        assert low <= term.stored(BODY) <= high
        assert term.to_store(term.shown(term.stored(BODY))) == term.stored(BODY)


def test_one_proposes_and_another_publishes(lena: User, paul: User) -> None:
    draft = proposed(lena)
    publish(draft, paul)
    draft.refresh_from_db()
    assert (draft.state, draft.published.number) == ("published", 2)
    assert policy.in_force().window("hold_standard") == timedelta(days=10)
    told = AuditEntry.objects.get(action="policy_published")
    assert (told.by, told.detail["reason"]) == (paul, "Parcels come late.")
    assert (told.detail["because"], told.detail["policy"]) == ("I agree.", 2)


def test_nobody_publishes_what_they_have_proposed_not_even_a_superuser(paul: User) -> None:
    root = User.objects.create_superuser("root@example.com")
    with pytest.raises(CannotBePublished, match="Somebody else"):
        publish(proposed(root), root)
    assert policy.in_force().number == 1


def test_nobody_publishes_what_they_have_written(lena: User, paul: User) -> None:
    draft = drafted(paul)
    draft = policy_drafts.propose(
        draft.pk, reason="Late.", untried_because=WHY, version=draft.version, by=lena
    )
    with pytest.raises(CannotBePublished, match="Somebody else"):
        publish(draft, paul)


def test_raw_sql_cannot_let_one_person_do_both(lena: User) -> None:
    draft = proposed(lena)
    with pytest.raises(DatabaseError, match="another_person"), transaction.atomic():
        PolicyDraft.objects.filter(pk=draft.pk).update(published_by=lena)


def test_without_the_right_nothing_is_drafted_proposed_or_published(
    lena: User, mallory: User
) -> None:
    draft = drafted(lena)
    asked = {"reason": "x", "untried_because": WHY, "version": draft.version, "by": mallory}
    tries: list[Callable[[], object]] = [
        lambda: policy_drafts.begin("Mine", by=mallory),
        lambda: policy_drafts.change(draft.pk, {}, version=2, title="x", by=mallory),
        lambda: policy_drafts.propose(draft.pk, **asked),
        lambda: policy_drafts.take_back(draft.pk, by=mallory),
        lambda: policy_drafts.discard(draft.pk, by=mallory),
        lambda: policy_drafts.bring_up_to_date(draft.pk, by=mallory),
        lambda: publish(draft, mallory),
    ]
    for each in tries:
        with pytest.raises((CannotBeDrafted, CannotBePublished), match="may not"):
            each()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_the_second_of_two_who_write_is_told_what_the_first_wrote(lena: User, paul: User) -> None:
    draft = drafted(lena)
    with pytest.raises(ChangedMeanwhile, match="Lena") as told:
        policy_drafts.change(
            draft.pk, {"windows.hold_standard": 120}, version=1, title="x", by=paul
        )
    assert str(told.value.changes[0]).endswith("10 days instead of 5 days")
    draft.refresh_from_db()
    assert draft.body["windows"]["hold_standard"]["value"] == 240


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("windows.hold_standard", 24, "usually: 1 day is not within 3 days to 21 days"),
        ("amounts.EUR.one_staff", 0, "is not within"),
        ("fees.commission_bps", 10_001, "100.01 % is not within 0 % to 100 %"),
    ],
)
def test_a_value_out_of_its_range_is_refused_in_words(
    lena: User, name: str, value: int, said: str
) -> None:
    with pytest.raises(policy.PolicyOutOfRange, match=said):
        drafted(lena, {name: value})


def test_the_database_refuses_a_window_out_of_range_and_a_range_moved(lena: User) -> None:
    body = copy.deepcopy(BODY)
    body["windows"]["hold_standard"]["value"] = 24
    assert "not within its range" in _refused(_INSERT, json.dumps(body))
    body["windows"]["hold_standard"]["allowed"] = [1, 999]
    assert "not what it was" in _refused(_INSERT, json.dumps(body))
    del body["windows"]["hold_standard"]
    assert "not what it was" in _refused(_INSERT, json.dumps(body))
    assert "not within" in _refused(_INSERT, json.dumps({"title": "empty"}))


def test_a_published_policy_and_its_draft_stay_what_they_are(lena: User, paul: User) -> None:
    publish(proposed(lena), paul)
    for statement in (
        "UPDATE escrow_policy SET body = '{}'",
        "DELETE FROM escrow_policy",
        "UPDATE escrow_policydraft SET reason = 'another'",
        "DELETE FROM escrow_policydraft",
    ):
        assert _refused(statement)


def test_a_proposed_one_needs_reasons_and_a_trial_or_why_not(lena: User) -> None:
    draft = drafted(lena)
    asked = {"version": draft.version, "by": lena}
    with pytest.raises(CannotBeDrafted, match="Simulate"):
        policy_drafts.propose(draft.pk, reason="Late.", **asked)
    with pytest.raises(CannotBeDrafted, match="Write why"):
        policy_drafts.propose(draft.pk, reason=" ", untried_because=WHY, **asked)
    with pytest.raises(DatabaseError, match="has_reasons"), transaction.atomic():
        PolicyDraft.objects.filter(pk=draft.pk).update(state="proposed")


def test_a_trial_holds_for_the_very_draft_alone(lena: User) -> None:
    draft = drafted(lena)
    PolicyTrial.objects.create(
        draft=draft,
        sha256=draft.sha256,
        against=draft.base,
        state="done",
        asked_at=clock.now(),
        ended_at=clock.now(),
        orders=1,
    )
    assert policy_drafts.trial_of(draft) is not None
    changed = policy_drafts.change(
        draft.pk, {"windows.hold_standard": 216}, version=draft.version, title="x", by=lena
    )
    assert policy_drafts.trial_of(changed) is None
    with pytest.raises(CannotBeDrafted, match="Simulate"):
        policy_drafts.propose(changed.pk, reason="Late.", version=changed.version, by=lena)


def test_what_was_tried_is_never_rewritten(lena: User) -> None:
    draft = drafted(lena)
    PolicyTrial.objects.create(
        draft=draft,
        sha256=draft.sha256,
        against=draft.base,
        state="failed",
        asked_at=clock.now(),
    )
    assert "stays what it is" in _refused("UPDATE escrow_policytrial SET state = 'done'")


def test_it_comes_on_its_day_and_not_before(lena: User, paul: User) -> None:
    day = clock.now() + timedelta(days=3)
    publish(proposed(lena, publish_at=day), paul)
    deadlines.sweep()
    assert policy.in_force().number == 1
    clock.advance(timedelta(days=3, minutes=1))
    deadlines.sweep()
    deadlines.sweep()
    assert policy.in_force().number == 2
    assert PolicyDraft.objects.get().state == "published"
    assert Policy.objects.count() == 2


def test_taken_back_before_its_day_it_does_not_come(lena: User, paul: User) -> None:
    draft = publish(proposed(lena, publish_at=clock.now() + timedelta(days=3)), paul)
    policy_drafts.take_back(draft.pk, by=paul)
    clock.advance(timedelta(days=4))
    deadlines.sweep()
    assert policy.in_force().number == 1
    draft = PolicyDraft.objects.get()
    assert (draft.state, draft.published_by, draft.proposed_by) == ("draft", None, None)


def test_while_one_waits_for_its_day_no_other_is_published(lena: User, paul: User) -> None:
    publish(proposed(lena, publish_at=clock.now() + timedelta(days=3)), paul)
    with pytest.raises(CannotBePublished, match="comes first"):
        publish(proposed(lena), paul)


def test_a_draft_of_an_older_policy_is_brought_up_to_date_with_its_own_changes(
    lena: User, paul: User
) -> None:
    second = drafted(lena, {"windows.claim_base": 45 * 24})
    publish(proposed(lena), paul)
    with pytest.raises(CannotBeDrafted, match="up to date"):
        policy_drafts.propose(
            second.pk, reason="x", untried_because=WHY, version=second.version, by=lena
        )
    newer = policy_drafts.bring_up_to_date(second.pk, by=lena)
    changes = policy_differences.between(newer.base.body, newer.body)
    assert (newer.base_id, [each.term.path[1] for each in changes]) == (2, ["claim_base"])
    assert newer.body["windows"]["hold_standard"]["value"] == 240


def test_what_was_read_is_what_is_published(lena: User, paul: User) -> None:
    draft = proposed(lena)
    with pytest.raises(CannotBePublished, match="not the one that you have read"):
        policy_publishing.publish(draft.pk, because="Yes.", sha256="0" * 64, by=paul)


def test_twice_and_too_late_it_is_refused(lena: User, paul: User) -> None:
    draft = proposed(lena)
    publish(draft, paul)
    for again in (
        lambda: publish(draft, paul),
        lambda: policy_drafts.take_back(draft.pk, by=lena),
        lambda: policy_drafts.discard(draft.pk, by=lena),
        lambda: policy_drafts.change(draft.pk, {}, version=draft.version, title="x", by=lena),
    ):
        with pytest.raises(CannotBeDrafted, match="Published"):
            again()


def test_an_old_order_keeps_its_policy_and_a_new_one_gets_the_new(
    monday: datetime, lena: User, paul: User, ben: User, lamp: Listing
) -> None:
    old = doings.buy(ben, lamp)
    publish(proposed(lena), paul)
    new = doings.buy(ben, lamp)
    for order, days in ((old, 7), (new, 10)):
        doings.arrive(doings.send(order))
        assert order.lines.get().hold.release_at == clock.now() + timedelta(days=days)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_wins_and_one_is_told(lena: User, paul: User) -> None:
    drafts = [proposed(lena), proposed(lena)]
    said = at_once(*[lambda draft=draft: publish(draft, paul) for draft in drafts])
    assert sorted(type(each).__name__ for each in said) == ["CannotBePublished", "PolicyDraft"]
    assert Policy.objects.count() == 2


_INSERT = """INSERT INTO escrow_policy (number, body, sha256, published_at)
    VALUES (2, %s, 'forged', now())"""


def _refused(statement: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as no, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(no.value)
