"""What staff often look for, kept under a name: own and shared, renamed, taken away, counted cheaply."""

import pytest
from django.test import Client

from disputes import answering, reviewing, views_of_queue
from disputes.models import Dispute, SavedView
from disputes.models.saved_view import MOST_VIEWS
from disputes.views_of_queue import CannotKeepView
from marketplace.models import Listing, User
from tests import doings, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
QUEUE = "/admin/disputes/dispute/"


@pytest.fixture
def case(ben: User, lamp: Listing) -> Dispute:
    opened = doings.complain(doings.delivered(ben, lamp))
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    return Dispute.objects.get(pk=opened.pk)


def views(client: Client) -> list[tuple[str, int | None]]:
    return [(one.view.name, one.count) for one in client.get(QUEUE).context["views"]]


def keep(client: Client, asked: str, **typed: str) -> str:
    body = {"view": "keep", **typed}
    return client.post(f"{QUEUE}{asked}", body, follow=True).content.decode()


def test_it_is_kept_counted_and_leads_back(
    client: Client, case: Dispute, sofia: User, otto: User
) -> None:
    client.force_login(sofia)
    assert "Kept as “Middle, free”." in keep(
        client, "?band=middle&whose=nobody", name="Middle,  free"
    )
    keep(client, "?stands=over", name="Old ones")
    assert views(client) == [("Middle, free", 1), ("Old ones", None)]
    reviewing.take(case, by=otto)
    assert views(client) == [("Middle, free", 0), ("Old ones", None)]
    assert "?band=middle&amp;whose=nobody" in client.get(QUEUE).content.decode()


def test_only_what_is_shared_is_seen_by_others_with_their_own_me(
    client: Client, case: Dispute, sofia: User, otto: User
) -> None:
    reviewing.take(case, by=otto)
    client.force_login(sofia)
    keep(client, "?whose=me", name="My desk", shared="1")
    keep(client, "?band=large", name="Mine alone")
    assert views(client) == [("Mine alone", 0), ("My desk", 0)]
    client.force_login(otto)
    assert views(client) == [("My desk", 1)]
    which = SavedView.objects.get(name="My desk").pk
    for step in ("rename", "take_away"):
        body = {"view": step, "which": which, "name": "Otto's"}
        assert client.post(QUEUE, body).status_code == 404
    with pytest.raises(SavedView.DoesNotExist):
        views_of_queue.take_away(SavedView.objects.get(pk=which), by=otto)


def test_it_is_renamed_and_taken_away_by_whose_it_is(client: Client, sofia: User) -> None:
    client.force_login(sofia)
    keep(client, "?band=large", name="Large")
    which = SavedView.objects.get().pk
    client.post(QUEUE, {"view": "rename", "which": which, "name": "Big", "shared": "1"})
    assert SavedView.objects.values_list("name", "shared").get() == ("Big", True)
    client.post(QUEUE, {"view": "take_away", "which": which})
    assert not SavedView.objects.exists()
    assert client.post(QUEUE, {"view": "take_away", "which": which}).status_code == 404


def test_the_same_name_again_means_this_now(client: Client, sofia: User) -> None:
    client.force_login(sofia)
    keep(client, "?band=large", name="Today")
    keep(client, "?band=small", name="TODAY")
    assert SavedView.objects.get().asked == {"band": "small"}


def test_without_a_name_or_with_anothers_nothing_is_kept(client: Client, sofia: User) -> None:
    client.force_login(sofia)
    assert "Give the view a name" in keep(client, "?band=large", name="   ")
    long = "x" * 41
    page = keep(client, "?band=large", name=long)
    assert "Give the view a name" in page
    assert f'value="{long}"' in page
    first = views_of_queue.keep(by=sofia, name="One", asked={})
    views_of_queue.keep(by=sofia, name="Two", asked={"band": "large"})
    with pytest.raises(CannotKeepView, match="that name already"):
        views_of_queue.rename(first, by=sofia, name="two", shared=False)


def test_there_are_only_so_many(sofia: User, mallory: User) -> None:
    for number in range(MOST_VIEWS):
        views_of_queue.keep(by=sofia, name=f"View {number}", asked={})
    with pytest.raises(CannotKeepView, match="Take one away first"):
        views_of_queue.keep(by=sofia, name="One more", asked={})
    with pytest.raises(CannotKeepView):
        views_of_queue.keep(by=mallory, name="Mine", asked={})


def test_the_counts_are_one_question_however_many_views(client: Client, sofia: User) -> None:
    client.force_login(sofia)
    views_of_queue.keep(by=sofia, name="One", asked={"band": "large"})

    def more() -> None:
        for number in range(6):
            views_of_queue.keep(by=sofia, name=f"View {number}", asked={"band": "small"})

    little, much = queries.before_and_after(client, QUEUE, more)
    assert little == much
