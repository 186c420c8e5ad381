"""Buying without an account: whoever has the mailbox makes one of it, or puts it with the one they have.

Every guest has a row of their own, whether or not somebody has an account with the same e-mail
address: so the page cannot tell, and a stranger who knows the address gets at nothing. Nobody signs
in to it before the mailbox is proven.
"""

from __future__ import annotations

import secrets

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from escrow import audit
from escrow.story import Refusal, require, story
from marketplace.models import User

SALT = "holdfast.guest"
DAYS = 180
NOWHERE = "guest.invalid"  # RFC 2606: nobody has a mailbox there


class AlreadyTaken(Refusal):
    """It has become an account meanwhile, or belongs to another."""


class NotTheirs(Refusal):
    """The mailbox is not this account's."""


@story
def enter(email: str, *, name: str, language: str, time_zone: str, country: str) -> User:
    """Somebody buys without an account."""
    guest = User(
        email=f"{secrets.token_hex(12)}@{NOWHERE}",
        guest_email=User.objects.normalize_email(email),
        name=name,
        language=language,
        time_zone=time_zone,
        country=country,
    )
    guest.set_unusable_password()
    guest.save()
    audit.record(guest, "guest_entered", guest)
    return guest


@story
def claim(guest: User, *, password: str | None) -> User:
    """Who read the letter makes an account of it; that proves the address. No password: a passkey.

    Raises AlreadyTaken.
    """
    person = _locked(guest.pk)
    address = person.guest_email
    require(not account_of(address), AlreadyTaken, _("You have an account already. Sign in."))
    person.email, person.guest_email = address, ""
    person.set_password(password) if password else person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save()
            EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    except IntegrityError as twin:
        raise AlreadyTaken(_("You have an account already. Sign in.")) from twin
    audit.record(person, "guest_claimed", person)
    return person


@story
def keep(guest: User, *, by: User) -> User:
    """What was bought as a guest stands with this account from now on. Twice is once."""
    locked = User.objects.select_for_update(no_key=True).get(pk=guest.pk)
    if locked.kept_by_id == by.pk:
        return locked
    require(locked.is_open_guest(), AlreadyTaken, _("This belongs to an account already."))
    require(owns(by, locked.guest_email), NotTheirs, _("Sign in with the address it was sent to."))
    locked.kept_by = by
    locked.save(update_fields=["kept_by"])
    audit.record(by, "guest_kept", locked)
    return locked


def account_of(address: str) -> User | None:
    """Whose address it is; only ever told to who has proven the mailbox."""
    mine = Q(email__iexact=address) | Q(
        emailaddress__email__iexact=address, emailaddress__verified=True
    )
    return User.objects.filter(mine, guest_email="").first()


def owns(person: User, address: str) -> bool:
    found = account_of(address)
    return found is not None and found.pk == person.pk


def way_in(guest: User) -> str:
    """The path that the letter holds. It is a key as long as nobody has made an account of it."""
    return reverse("guest", args=[signing.dumps(guest.pk, salt=SALT)])


def of_token(token: str) -> User | None:
    """The guest whom the letter was for, if it is not too old."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=DAYS * 86_400)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk).first()


def _locked(pk: int) -> User:
    person = User.objects.select_for_update().get(pk=pk)
    require(person.is_open_guest(), AlreadyTaken, _("This belongs to an account already."))
    return person
