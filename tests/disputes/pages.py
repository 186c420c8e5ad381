"""A case's page as one of its two parties gets it."""

from django.test import Client

from disputes.models import Dispute
from marketplace.models import User


def seen(case: Dispute, person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.get(case.get_absolute_url()).content.decode()
