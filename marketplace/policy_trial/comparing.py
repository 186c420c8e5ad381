"""Who gains and who loses when past orders are played under another policy."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from escrow.models import Policy
from escrow.money import Money
from marketplace.policy_trial import figures
from marketplace.policy_trial.figures import Played
from marketplace.policy_trial.past import Past
from marketplace.policy_trial.under import Outcome, Under

Tell = Callable[[int], None]
EVERY = 250
EDGES = ("auto_resolve", "one_staff", "careful_from")
SHOPS_SHOWN = 5


def compare(pasts: Iterable[Past], old: Policy, new: Policy, tell: Tell) -> dict[str, Any]:
    """Play each order under both. `tell` hears now and then how many were played."""
    before, after, played = Under(old), Under(new), list[Played]()
    for number, past in enumerate(pasts, 1):
        played.append((past, before.play(past), after.play(past)))
        if number % EVERY == 0:
            tell(number)
    return _told(played, old)


def _told(played: list[Played], old: Policy) -> dict[str, Any]:
    return {
        "orders": len(played),
        "hold": figures.both(played),
        "parties": [_buyers(played), _sellers(played), _operator(played), _fund(played)],
        "endings": _endings(played),
        "cash": _cash(played),
        "groups": _groups(played, old),
        "shops": _shops(played),
        "too_late": _pair(played, lambda outcome: int(outcome.too_late)),
        "gone": _pair(played, lambda outcome: int(outcome.late_minor > 0)),
    }


def _buyers(played: list[Played]) -> dict[str, Any]:
    """First what they get back, then for how long they can say that something is wrong."""
    return _party("buyers", played, lambda past, outcome: outcome.to_buyer, _longer)


def _sellers(played: list[Played]) -> dict[str, Any]:
    """First what they get, then how soon."""
    sooner: Callable[[Outcome], float] = lambda outcome: -outcome.settled_at.timestamp()  # noqa: E731
    return _party("sellers", played, lambda past, outcome: outcome.to_seller, sooner)


def _operator(played: list[Played]) -> dict[str, Any]:
    return _party("us", played, lambda past, outcome: outcome.commission)


def _fund(played: list[Played]) -> dict[str, Any]:
    """What Plus brings, less what is given back after the seller has it."""
    return _party("fund", played, lambda past, outcome: outcome.plus - outcome.late_minor)


def _party(
    who: str,
    played: list[Played],
    money: Callable[[Past, Outcome], int],
    then: Callable[[Outcome], float] = lambda outcome: 0.0,
) -> dict[str, Any]:
    gains, loses, minor = 0, 0, Counter[str]()
    for past, old, new in played:
        change = money(past, new) - money(past, old)
        minor[past.currency] += change
        better = change or then(new) - then(old)
        gains, loses = gains + (better > 0), loses + (better < 0)
    return {"who": who, "gains": gains, "loses": loses, "minor": dict(minor)}


def _longer(outcome: Outcome) -> float:
    claim = outcome.claim_until or outcome.settled_at
    return claim.timestamp() + outcome.settled_at.timestamp()


def _endings(played: list[Played]) -> dict[str, list[int]]:
    old = Counter(outcome.ending for _past, outcome, _new in played)
    new = Counter(outcome.ending for _past, _old, outcome in played)
    return {ending: [old[ending], new[ending]] for ending in sorted(old | new)}


def _cash(played: list[Played]) -> list[dict[str, Any]]:
    """Of each currency: money held on a day, and how much later sellers are paid, per unit of it."""
    found = []
    for currency, its in _by(played, lambda past: past.currency).items():
        spans = [
            [(past.paid_at, one.settled_at, past.worth.minor) for past, one in side]
            for side in (
                [(past, old) for past, old, _new in its],
                [(past, new) for past, _old, new in its],
            )
        ]
        old, new = map(figures.held_on_days, spans)
        found.append({"currency": currency, "old": old, "new": new, "delay": _delay(its)})
    return found


def _delay(played: Sequence[Played]) -> float:
    """By how many days a seller's money comes later, weighted by the money."""
    paid = [(new.to_seller, new.settled_at - old.settled_at) for _past, old, new in played]
    whole = sum(minor for minor, _later in paid)
    late = sum(minor * (later / figures.DAY) for minor, later in paid)
    return round(late / whole, 2) if whole else 0.0


def _groups(played: list[Played], old: Policy) -> list[dict[str, Any]]:
    """The same by the seller's level, by price and by whether it crossed a border."""
    ways: dict[str, Callable[[Past], str]] = {
        "level": lambda past: past.level,
        "price": lambda past: _band(past, old),
        "way": lambda past: "domestic" if past.domestic else "cross_border",
    }
    return [
        {"by": name, "name": group, "delay": _delay(its), **figures.both(its)}
        for name, way in ways.items()
        for group, its in sorted(_by(played, way).items())
    ]


def _band(past: Past, policy: Policy) -> str:
    """How many of the policy's own limits the price has passed."""
    edges = [policy.amount(name, past.currency) for name in EDGES]
    return str(sum(past.worth >= edge for edge in edges))


def _shops(played: list[Played]) -> list[dict[str, Any]]:
    """The shops that lose most, by money and then by days."""
    found = [
        {
            "shop": shop,
            "orders": len(its),
            "currency": currency,
            "minor": sum(new.to_seller - old.to_seller for _past, old, new in its),
            "delay": _delay(its),
        }
        for (shop, currency), its in _by(played, lambda past: (past.shop, past.currency)).items()
    ]
    losing = [each for each in found if each["minor"] < 0 or each["delay"] > 0]
    return sorted(losing, key=lambda each: (each["minor"], -each["delay"]))[:SHOPS_SHOWN]


def _pair(played: list[Played], count: Callable[[Outcome], int]) -> list[int]:
    return [sum(count(old) for _p, old, _n in played), sum(count(new) for _p, _o, new in played)]


def _by(played: Iterable[Played], key: Callable[[Past], Any]) -> dict[Any, list[Played]]:
    groups: dict[Any, list[Played]] = defaultdict(list)
    for each in played:
        groups[key(each[0])].append(each)
    return groups


def money_of(minor: dict[str, int]) -> list[Money]:
    """Amounts as they are shown, one for each currency."""
    return [Money(value, currency) for currency, value in sorted(minor.items())]
