"""The living page of looks: every component in every state, from made-up things. Only in DEBUG."""

from datetime import datetime, timedelta
from types import SimpleNamespace as Thing

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from escrow import clock
from escrow.money import Money
from marketplace.views.design_charts import charts
from marketplace.views.design_coverage import meters
from marketplace.views.design_reviews import pictures, reviews
from marketplace.views.design_talk import talk

Facts = dict[str, object]


def design(request: HttpRequest) -> HttpResponse:
    return render(request, "design.html", {"samples": samples(clock.now())})


def samples(now: datetime) -> Facts:
    return {
        "bars": bars(now),
        "listings": listings(),
        **variants(),
        "photos": [photo(name) for name in ("lamp", "chair", "bowl", "camera")],
        "crumbs": [(_("Everything"), "#"), (_("Lamps"), "#"), (_("Table lamps"), "")],
        "seller": seller(now),
        "reviews": reviews(now),
        "pictures": pictures(),
        "protection": Thing(hold_days=7, claim_days=30, plus_days=60, answer_hours=72),
        "parcel": parcel(now),
        "meters": meters(),
        "case": case(now),
        "talk": talk(now),
        "form": bound_form(),
        "page": Paginator(range(240), 12).page(9),
        "steps": [
            Thing(title=_("What is wrong"), state="done", url="#"),
            Thing(title=_("Facts and photos"), state="current"),
            Thing(title=_("What would put it right"), state="todo"),
        ],
        "stats": figures(),
        "charts": charts(now),
        "soon": now + timedelta(hours=9),
        "later": now + timedelta(days=5, hours=3),
        "next_year": now + timedelta(days=400),
        "reasons": reasons(),
        "eur": eur(1250),
        "total": eur(5450),
        "yen": Money(4200, "JPY"),
        "dinar": Money(1234567, "KWD"),
    }


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def photo(name: str) -> Thing:
    return Thing(url=static(f"img/samples/{name}.svg"), alt=name, width=800, height=800)


def bar(now: datetime, state: str, sentence: object, progress: int, **facts: object) -> Thing:
    usual: Facts = {
        "reader": "buyer",
        "state": state,
        "sentence": sentence,
        "progress": progress,
        "paid": eur(4200),
        "paid_at": now - timedelta(days=12),
        "paid_with": "card ··42",
        "way_back": {"places": "card ··42"},
        "held": eur(4200),
        "to_seller": eur(0),
        "to_buyer": eur(0),
        "receiver": "Ada's Lamps",
        "arrived_at": now - timedelta(days=2),
        "release_at": now + timedelta(days=5, hours=3),
        "time_left": timedelta(days=5, hours=3),
        "claim_until": now + timedelta(days=28),
        "frozen_why": "",
        "frozen_since": None,
        "frozen_until": "",
    }
    return Thing(**usual | facts)


def bars(now: datetime) -> list[Thing]:
    """The money bar in its nine states, then as the seller reads it."""
    early: Facts = dict.fromkeys(("arrived_at", "release_at", "time_left", "claim_until"))
    gone: Facts = {"held": eur(0), "time_left": None}
    unpaid: Facts = {"paid_at": None, "paid_with": "", "held": eur(0)}
    hours = timedelta(hours=9)
    return [
        bar(
            now,
            "inspecting",
            _("Your money is still with us. Ada's Lamps gets it unless you object."),
            65,
        ),
        bar(now, "unpaid", _("Nothing is paid yet. Pay within 30 minutes."), 0, **early | unpaid),
        bar(now, "held", _("Your money is with us. Ada sends the lamp by Thursday."), 0, **early),
        bar(now, "on_the_way", _("The lamp is on its way and your money is with us."), 0, **early),
        bar(
            now, "frozen", _("Your money is locked until you agree or we decide."), 0, **frozen(now)
        ),
        bar(
            now, "released", _("Ada's Lamps has been paid."), 100, **gone | {"to_seller": eur(4200)}
        ),
        bar(
            now,
            "refunded",
            _("All of it is on its way back."),
            100,
            **gone | {"to_buyer": eur(4200)},
        ),
        bar(
            now,
            "split",
            _("You agreed to share."),
            100,
            **gone | {"to_seller": eur(3000), "to_buyer": eur(1200)},
        ),
        bar(now, "cancelled", _("Cancelled before you paid. No money moved."), 0, **early | unpaid),
        bar(
            now,
            "inspecting",
            _("It has arrived."),
            65,
            reader="seller",
            to_seller=eur(3780),
            to_buyer=eur(500),
        ),
        bar(
            now,
            "inspecting",
            _("Your money is still with us."),
            92,
            to_seller=eur(1000),
            time_left=hours,
            release_at=now + hours,
            claim_until=now - hours,
            receiver="Donaudampfschifffahrtsgesellschaftskapitänsmützen",
        ),
    ]


def frozen(now: datetime) -> Facts:
    return {
        "time_left": None,
        "frozen_why": _("You said: the lamp came broken."),
        "frozen_since": now - timedelta(days=1),
        "frozen_until": _(
            "Ada has until Friday, 14:00 to answer. If she does not, you get €42.00."
        ),
    }


def listings() -> list[Thing]:
    ada = Thing(name="Ada's Lamps", level="trusted")
    grace = Thing(name="Grace & Töchter Wohnungsauflösungen", level="standard")
    rows = [
        ("lamp", _("Brass table lamp, 1950s"), 4200, ada, None),
        ("chair", _("Ash ladder-back chair, newly caned"), 12800, grace, None),
        (
            "bowl",
            _("Glazed stoneware bowl, Ø 24 cm, for the oven and the dishwasher"),
            3600,
            ada,
            4500,
        ),
        ("jumper", _("Wool jumper"), 2950, grace, None),
        ("camera", _("Rangefinder camera with case, tested"), 18900, ada, None),
        ("cup", _("Two cups"), 1400, grace, None),
    ]
    return [
        Thing(
            pk=number,
            slug=name,
            title=title,
            price=eur(minor),
            was=eur(was) if was else None,
            photo=photo(name),
            seller=who,
            promise=_("Arrives 13–15 May"),
            sold_out=number == 6,
            prices_differ=number == 1,
        )
        for number, (name, title, minor, who, was) in enumerate(rows, 1)
    ]


def variants() -> Facts:
    """Few to choose from, one chosen and one sold out; and so many that they are a list."""
    kinds = [("S", "Sand", 3, 4200), ("M", "Sand", 0, 4200), ("S", "Ink", 2, 4500)]
    few = [
        Thing(pk=pk, words=f"{size}, {colour}", last=size, available=left, price=eur(minor))
        for pk, (size, colour, left, minor) in enumerate(kinds, 1)
    ]
    shelves = [Thing(name="Sand", variants=few[:2]), Thing(name="Ink", variants=few[2:])]
    sizes = [Thing(name="", variants=few)]
    return {
        "choice": Thing(options=["Colour", "Size"], shelves=shelves, chosen=few[0], is_long=False),
        "long_choice": Thing(options=["Size"], shelves=sizes, chosen=None, is_long=True),
    }


def seller(now: datetime) -> Thing:
    return Thing(
        name="Ada's Lamps",
        slug="adas-lamps",
        photo_url="",
        level="trusted",
        city="Leipzig",
        rating=4.7,
        rating_count=213,
        positive_percent=98,
        on_time_percent=97,
        reply=_("about 3 hours"),
        claim_percent="0.4",
        since=now - timedelta(days=900),
        returns=_("30 days, you pay the postage"),
    )


def parcel(now: datetime) -> list[Thing]:
    return [
        Thing(
            state="done",
            title=_("Ada handed it to the post"),
            place="Leipzig",
            at=now - timedelta(days=5),
        ),
        Thing(state="done", title=_("On its way"), place="Halle", at=now - timedelta(days=4)),
        Thing(
            state="now", title=_("Arrived, signed for"), place="Bremen", at=now - timedelta(days=2)
        ),
        Thing(state="next", title=_("The money goes to Ada's Lamps"), at=now + timedelta(days=5)),
    ]


def case(now: datetime) -> list[Thing]:
    return [
        Thing(
            voice="system",
            title=_("Ben opened a case. €42.00 is locked."),
            at=now - timedelta(days=2),
        ),
        Thing(
            voice="buyer",
            author="Ben",
            title=_("It came broken"),
            text=_("The shade has a crack along the seam. The box was whole."),
            photos=[photo("lamp"), photo("bowl")],
            at=now - timedelta(days=2),
        ),
        Thing(
            voice="seller",
            author="Ada's Lamps",
            text=_("I am sorry. I can send a new shade, or give you €12.00 back and you keep it."),
            at=now - timedelta(days=1),
        ),
        Thing(
            voice="staff",
            author="Holdfast",
            title=_("We have read both sides"),
            text=_(
                "The photo shows the crack. Until Friday both of you can comment on our draft decision."
            ),
            at=now,
        ),
    ]


def figures() -> list[Thing]:
    return [
        Thing(label=_("Held for you"), amount=eur(48650), note=_("11 orders"), kind="safe"),
        Thing(label=_("Locked"), amount=eur(4200), note=_("1 case: answer by Friday"), kind="act"),
        Thing(
            label=_("Yours to pay out"), amount=eur(123400), note=_("next payout Monday"), kind=""
        ),
        Thing(label=_("Kept in reserve"), amount=eur(9870), note=_("free on 3 June"), kind=""),
    ]


def reasons() -> list[Thing]:
    return [
        Thing(
            value="lost",
            title=_("It never came"),
            text=_("We check with the carrier. You need no photo."),
        ),
        Thing(
            value="broken",
            title=_("It came broken"),
            text=_("Show us the thing, the box and the label."),
            checked=True,
        ),
        Thing(
            value="other",
            title=_("It is something else"),
            text=_("Another thing, size or colour than you ordered."),
        ),
        Thing(
            value="fake", title=_("I think it is a fake"), text=_("You never have to send it back.")
        ),
    ]


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Name on the parcel"), help_text=_("As it stands on your door."))
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    country = forms.ChoiceField(
        label=_("Country"), choices=[("de", _("Germany")), ("es", _("Spain"))]
    )
    note = forms.CharField(
        label=_("A note for the seller"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    plus = forms.BooleanField(
        label=_("Add Plus for €1.26"),
        help_text=_("60 days instead of 30, and we pay the postage when you change your mind."),
        required=False,
    )
    photos = forms.FileField(label=_("Photos"), required=False)


def bound_form() -> SampleForm:
    """Filled in with one mistake, so that the error is seen."""
    form = SampleForm({"name": "Ben", "email": "ben@", "country": "de"})
    form.is_valid()
    return form
