"""What follows a review: the shop's one answer, a report, and staff who hide it with a reason."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.test import Client

from escrow import clock
from escrow.models import AuditEntry, Notice
from marketplace import moderators, receipt, review_answers, reviewing
from marketplace.models import Category, Listing, Order, User
from marketplace.moderators import CannotBeHidden
from sellers import standing
from sellers.models import Rating, RatingReport, Seller
from tests import doings, factories, queries

pytestmark = pytest.mark.django_db
STARS = {"stars": 1, "as_described": 1, "communication": 3, "dispatch": 2}


@pytest.fixture
def review(monday: datetime, ben: User, lamp: Listing) -> Rating:
    """Revealed, of one star."""
    order = receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    said = reviewing.rate(order, by=ben, text="It flickers.", **STARS)
    reviewing.rate_buyer(order, by=lamp.seller.user, stars=5)
    said.refresh_from_db()
    return said


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def answer(person: User, review: Rating, text: str = "We sent a new bulb.") -> str:
    address = f"/desk/orders/{review.order.number}/reply/"
    return signed_in(person).post(address, {"text": text}, follow=True).content.decode()


def page(review: Rating) -> str:
    return Client().get(f"{review.seller.get_absolute_url()}reviews/").content.decode()


def test_the_shop_answers_once_for_everybody(review: Rating, ada: Seller) -> None:
    assert "Your answer stands below the review." in answer(ada.user, review)
    assert "We sent a new bulb." in page(review)
    assert Notice.objects.get(kind="review_replied").to == review.buyer
    assert "answered once" in answer(ada.user, review, "And another thing.")
    assert "another thing" not in page(review)


def test_an_empty_answer_says_so(review: Rating, ada: Seller) -> None:
    answer(ada.user, review, "  ")
    assert Rating.objects.get().reply == ""


def test_nobody_answers_what_is_sealed(monday: datetime, ben: User, lamp: Listing) -> None:
    order = receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)
    reviewing.rate(order, by=ben, **STARS)
    client = signed_in(lamp.seller.user)
    said = client.post(f"/desk/orders/{order.number}/reply/", {"text": "No."})
    assert said.status_code == 404
    pk = Rating.objects.get().pk
    assert client.post(f"/api/v1/reviews/{pk}/reply/", {"text": "No."}).status_code == 404


def test_no_other_shop_and_no_stranger_answers(
    review: Rating, cleo: Seller, mallory: User, ben: User
) -> None:
    for person in (cleo.user, mallory, ben):
        client = signed_in(person)
        address = f"/desk/orders/{review.order.number}/reply/"
        assert client.post(address, {"text": "Ha."}).status_code == 404
        said = client.post(f"/api/v1/reviews/{review.pk}/reply/", {"text": "Ha."})
        assert said.status_code == 404
    assert Rating.objects.get().reply == ""


def test_programs_answer_and_report(review: Rating, ada: Seller, mallory: User) -> None:
    shop, reader = signed_in(ada.user), signed_in(mallory)
    address = f"/api/v1/reviews/{review.pk}"
    assert shop.post(f"{address}/reply/", {"text": "Sorry."}).json()["reply"] == "Sorry."
    assert shop.post(f"{address}/reply/", {"text": "Sorry."}).status_code == 409
    assert reader.post(f"{address}/reports/", {"why": "rude"}).status_code == 204
    assert reader.post(f"{address}/reports/", {"why": "rude"}).status_code == 409
    assert reader.post(f"{address}/reports/", {"why": "dull"}).status_code == 400


def moderator(sofia: User) -> User:
    wanted = ["moderate_rating", "view_rating", "view_ratingreport"]
    sofia.user_permissions.add(*Permission.objects.filter(codename__in=wanted))
    return User.objects.get(pk=sofia.pk)


def report(person: User, review: Rating, **more: str) -> str:
    asked = {"why": "rude", "words": "It names my mother.", **more}
    return (
        signed_in(person).post(f"/reviews/{review.pk}/report/", asked, follow=True).content.decode()
    )


def test_a_report_reaches_our_staff(review: Rating, mallory: User, sofia: User) -> None:
    moderator(sofia)
    assert (
        "It flickers." in signed_in(mallory).get(f"/reviews/{review.pk}/report/").content.decode()
    )
    assert "Choose what is wrong" in report(mallory, review, why="")
    assert "Our staff read it." in report(mallory, review)
    assert "reported this review already" in report(mallory, review)
    assert Notice.objects.get(kind="review_reported").to == sofia
    assert RatingReport.objects.get().words == "It names my mother."


def test_nobody_reports_what_they_wrote_or_cannot_read(review: Rating, mallory: User) -> None:
    assert "your own review" in report(review.buyer, review)
    assert Client().get(f"/reviews/{review.pk}/report/").status_code == 302
    Rating.objects.update(hidden_at=clock.now(), hidden_by=mallory, hidden_because="x")
    assert signed_in(mallory).get(f"/reviews/{review.pk}/report/").status_code == 404


def act(client: Client, model: str, pk: int, action: str, because: str = "") -> str:
    chosen = {"action": action, "_selected_action": [pk], "because": because}
    return client.post(f"/admin/sellers/{model}/", chosen, follow=True).content.decode()


def test_staff_hide_it_with_a_reason_and_it_counts_no_more(
    review: Rating, mallory: User, sofia: User, ada: Seller
) -> None:
    report(mallory, review)
    client, reported = signed_in(moderator(sofia)), RatingReport.objects.get()
    assert "It flickers." not in Client().get("/").content.decode()
    assert "Write why" in act(client, "ratingreport", reported.pk, "hide")
    assert "1 review is hidden." in act(client, "ratingreport", reported.pk, "hide", "It insults.")
    assert "It flickers." not in page(review)
    assert Client().get(f"/api/v1/shops/{ada.slug}/reviews/").json()["results"] == []
    assert (standing.of(ada).ratings, standing.of(ada).rating) == (0, None)
    own = signed_in(review.buyer).get(review.order.get_absolute_url()).content.decode()
    assert "It insults." in own
    assert Notice.objects.get(kind="review_hidden").to == review.buyer
    reported.refresh_from_db()
    assert (reported.outcome, reported.settled_by) == ("hidden", sofia)
    assert Rating.objects.get().text == "It flickers."  # hidden, and still there
    assert AuditEntry.objects.get(action="review_hidden").by == sofia


def test_staff_leave_it_or_show_it_again(review: Rating, mallory: User, sofia: User) -> None:
    report(mallory, review)
    client = signed_in(moderator(sofia))
    act(client, "ratingreport", RatingReport.objects.get().pk, "leave")
    assert RatingReport.objects.get().outcome == "stays"
    assert "It flickers." in page(review)
    act(client, "rating", review.pk, "hide", "By mistake.")
    assert "It flickers." not in page(review)
    act(client, "rating", review.pk, "show_again")
    assert "It flickers." in page(review)


def test_staff_without_the_right_cannot(review: Rating, sofia: User) -> None:
    sofia.user_permissions.add(Permission.objects.get(codename="view_rating"))
    act(signed_in(sofia), "rating", review.pk, "hide", "I do not like it.")
    assert Rating.objects.get().hidden_at is None
    with pytest.raises(CannotBeHidden):
        moderators.hide([review.pk], by=User.objects.get(pk=sofia.pk), because="x")


def test_a_hidden_review_is_not_answered(review: Rating, sofia: User, ada: Seller) -> None:
    moderators.hide([review.pk], by=moderator(sofia), because="It insults.")
    with pytest.raises(review_answers.CannotBeAnswered):
        review_answers.reply(review, by=ada.user, text="Ha.")


def test_the_database_wants_a_reason_and_somebody(review: Rating, sofia: User) -> None:
    for wrong in ({"hidden_at": clock.now()}, {"hidden_because": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rating.objects.update(**wrong)


def test_many_reviews_go_on_on_further_pages_that_cost_the_same(
    client: Client, review: Rating, ada: Seller, lamps: Category
) -> None:
    stock = factories.listing(ada, lamps, "Lantern", stock=40)

    def more() -> None:
        for number in range(22):
            buyer = factories.person(f"b{number}@example.com", f"Buyer {number}")
            order = receipt.confirm_receipt(doings.delivered(buyer, stock).number, by=buyer)
            reviewing.rate(order, by=buyer, text=f"Review {number:02}", **STARS)
            reviewing.rate_buyer(order, by=ada.user, stars=4)

    address = f"{ada.get_absolute_url()}reviews/"
    little, much = queries.before_and_after(client, address, more)
    assert little == much <= 8
    first = client.get(address).content.decode()
    onward = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    rest = client.get(address + onward.replace("&amp;", "&")).content.decode()
    seen = [n for n in range(22) if f"Review {n:02}" in first + rest]
    assert len(seen) == 22
    assert "It flickers." in rest


def test_the_order_of_somebody_else_is_not_there(review: Rating, mallory: User) -> None:
    order: Order = review.order
    assert signed_in(mallory).get(f"/desk/orders/{order.number}/").status_code == 404
