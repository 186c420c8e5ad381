"""A session is a row; its copy in the cache spares each page a question and never outlives a sign-out."""

from typing import Any

import pytest
from django.contrib.sessions.backends.cached_db import KEY_PREFIX
from django.core.cache import caches
from django.test import Client

from marketplace import forgiving_cache
from marketplace.departure import forgetting
from marketplace.models import User
from tests import queries

pytestmark = pytest.mark.django_db
PAGE = "/account/addresses/"


@pytest.fixture
def bens(ben: User) -> Client:
    client = Client()
    client.force_login(ben)
    assert client.get(PAGE).status_code == 200
    return client


def copy_of(client: Client) -> str:
    return f"{KEY_PREFIX}{client.cookies['sessionid'].value}"


def test_a_page_asks_for_the_row_only_where_there_is_no_copy(bens: Client) -> None:
    caches["sessions"].delete(copy_of(bens))
    without, with_it = (queries.of_deed(lambda: bens.get(PAGE)) for _ in range(2))
    assert without == with_it + 1


def test_who_signs_out_is_out_of_the_copy_too(bens: Client) -> None:
    stolen, kept = Client(), copy_of(bens)
    stolen.cookies["sessionid"] = bens.cookies["sessionid"].value
    bens.post("/accounts/logout/")
    assert caches["sessions"].get(kept) is None
    assert stolen.get(PAGE)["Location"].startswith("/accounts/login/")


def test_whoever_leaves_is_signed_out_of_every_browser(bens: Client, ben: User) -> None:
    kept = copy_of(bens)
    forgetting.sign_out_everywhere(ben)
    assert caches["sessions"].get(kept) is None
    assert bens.get(PAGE)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("wanted", [None, 1_209_600])
def test_a_copy_is_believed_for_five_minutes(wanted: Any) -> None:
    brief: Any = caches["sessions"]
    brief.set("copy", {"a": 1}, timeout=wanted)
    key = brief.make_and_validate_key("copy")
    left = brief._cache.get_client(key).ttl(key)
    assert 0 < left <= forgiving_cache.BRIEF_SECONDS
