"""A seller brings listings as a file: looked at first, good rows in, every bad one told."""

from __future__ import annotations

import csv
import time
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from escrow.story import Refusal
from marketplace import listing as listings
from marketplace import reporting
from marketplace.listing_files import exporting, importing, table
from marketplace.models import Category, Listing, ListingImport, Variant
from sellers.models import Seller
from tests import factories, queries
from tests.rivals import at_once

pytestmark = pytest.mark.django_db
HEAD = "listing,sku,title,description,category,option_1,choice_1,price,stock"
GOOD = "S,S-M,Shirt,Linen,lamps,Size,M,42.00,3\nS,S-L,Shirt,Linen,lamps,Size,L,45.00,2\n"


def bring(seller: Seller, *rows: str, head: str = HEAD) -> ListingImport:
    content = "\n".join([head, *rows]).encode()
    return importing.look(seller, content, "shop.csv", by=seller.user)


def take_in(seller: Seller, *rows: str, head: str = HEAD) -> dict[str, Any]:
    return importing.run(bring(seller, *rows, head=head), by=seller.user).report


def wrong(report: dict[str, Any]) -> list[tuple[int, str]]:
    return [(line, column) for line, column, _sentence in report["wrong"]]


def test_looking_does_nothing(ada: Seller, lamps: Category) -> None:
    brought = bring(ada, GOOD)
    assert brought.report == {
        "rows": 2,
        "good": 2,
        "new": 1,
        "changed": 0,
        "same": 0,
        "wrong": [],
    }
    assert not Listing.objects.exists()


def test_rows_of_one_listing_are_its_variants(ada: Seller, lamps: Category) -> None:
    take_in(ada, GOOD)
    shirt = Listing.objects.get()
    assert (shirt.title, shirt.options, shirt.state) == ("Shirt", ["Size"], "active")
    assert (shirt.price_minor, shirt.prices_differ) == (4200, True)
    found = [(one.sku, one.words, one.on_hand) for one in shirt.variants.all()]
    assert found == [("S-M", "M", 3), ("S-L", "L", 2)]


def test_the_same_file_twice_doubles_nothing(ada: Seller, lamps: Category) -> None:
    brought = bring(ada, GOOD)
    for _ in range(2):
        importing.run(brought, by=ada.user)
    assert take_in(ada, GOOD)["same"] == 1
    assert (Listing.objects.count(), Variant.objects.count()) == (1, 2)


def test_a_row_changes_what_it_names_and_leaves_the_rest(ada: Seller, lamps: Category) -> None:
    take_in(ada, GOOD)
    report = take_in(ada, "S-L,39.00", head="sku,price")
    assert (report["new"], report["changed"]) == (0, 1)
    shirt = Listing.objects.get()
    assert [one.price_minor for one in shirt.variants.live()] == [4200, 3900]
    assert (shirt.price_minor, shirt.description) == (3900, "Linen")


def test_a_new_size_joins_the_listing(ada: Seller, lamps: Category) -> None:
    take_in(ada, GOOD)
    take_in(ada, "S,S-M,,,,Size,M,,", "S,S-XL,,,,Size,XL,49,1")
    assert [one.words for one in Listing.objects.get().variants.live()] == ["M", "L", "XL"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("S,,Shirt,Linen,lamps,,,42,1", "sku"),
        ("S,A,Shirt,Linen,nowhere,,,42,1", "category"),
        ("S,A,Shirt,Linen,lamps,,,free,1", "price"),
        ("S,A,Shirt,Linen,lamps,,,0,1", "price"),
        ("S,A,Shirt,Linen,lamps,,,42,-1", "stock"),
        ("S,A,Shirt,Linen,lamps,,,42,", "stock"),
        ("S,A,,Linen,lamps,,,42,1", "title"),
        ("S,A,Shirt,,lamps,,,42,1", "description"),
        ("S,A,Shirt,Linen,lamps,Size,,42,1", "choice_1"),
        ("S,A,Shirt,Linen,lamps,,M,42,1", "option_1"),
        ("S,hf-99,Shirt,Linen,lamps,,,42,1", "sku"),
        (f"S,A,{'x' * 121},Linen,lamps,,,42,1", "title"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_column(
    ada: Seller, lamps: Category, row: str, column: str
) -> None:
    report = take_in(ada, row, "T,B,Cap,Wool,lamps,,,9,1")
    assert wrong(report) == [(2, column)]
    assert report["wrong"][0][2]
    assert Listing.objects.get().title == "Cap"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("S,A,Shirt,L,lamps,Size,M,42,1", "T,A,Cap,L,lamps,,,42,1"), [(3, "sku")]),
        (("S,A,Shirt,L,lamps,Size,M,42,1", "S,B,Coat,L,lamps,Size,L,42,1"), [(3, "title")]),
        (("S,A,Shirt,L,lamps,Size,M,42,1", "S,B,Shirt,L,lamps,Size,M,42,1"), [(3, "choice_1")]),
        (("S,A,Shirt,L,lamps,Size,M,42,1", "S,B,Shirt,L,lamps,Colour,M,42,1"), [(3, "option_1")]),
        (("S,A,Shirt,L,lamps,,,42,1", "S,B,Shirt,L,lamps,,,42,1"), [(3, "option_1")]),
    ],
)
def test_rows_that_do_not_agree_are_told_so(
    ada: Seller, lamps: Category, rows: tuple[str, ...], found: list[tuple[int, str]]
) -> None:
    assert wrong(take_in(ada, *rows)) == found
    assert Listing.objects.filter(title="Shirt").count() == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"title,description\nShirt,Linen", b"sku,price", b"\x00\x01\x02"],
)
def test_what_is_no_table_gets_a_sentence(ada: Seller, content: bytes) -> None:
    with pytest.raises(Refusal):
        importing.look(ada, content, "virus.csv", by=ada.user)


def test_what_comes_out_goes_in_and_changes_nothing(
    ada: Seller, lamps: Category, lamp: Listing
) -> None:
    shirt = factories.shirt(ada, lamps)
    listings.change(lamp, by=ada.user, title="=cmd()", attributes={"Material": "Brass"})
    listings.change(shirt, by=ada.user, description="Two lines,\n“quoted”; and a comma")
    before = list(Variant.objects.order_by("pk").values())
    content = exporting.every_listing(ada).encode()
    assert b"\r\n" in content
    assert b",'=cmd()," in content
    report = importing.run(
        importing.look(ada, content, "shop.csv", by=ada.user), by=ada.user
    ).report
    assert (report["rows"], report["same"], report["changed"], report["new"]) == (4, 2, 0, 0)
    assert list(Variant.objects.order_by("pk").values()) == before
    lamp.refresh_from_db()
    assert lamp.title == "=cmd()"


def test_another_shops_things_are_not_touched(ada: Seller, cleo: Seller, bowl: Listing) -> None:
    theirs = bowl.variants.get()
    Variant.objects.filter(pk=theirs.pk).update(sku="BOWL")
    report = take_in(ada, f"hf-{theirs.pk},1", "BOWL,1", head="sku,price")
    assert report["good"] == 0
    theirs.refresh_from_db()
    assert theirs.price_minor == 2550


def test_what_we_took_down_stays_down(ada: Seller, lamp: Listing) -> None:
    otto = factories.staff("otto@example.com", "Otto")
    reporting.freeze(lamp, by=otto, reason="counterfeit", words="No stamp.")
    sku = lamp.variants.get().reference
    assert wrong(take_in(ada, f"{sku},42,active", head="sku,price,state")) == [(2, "state")]
    lamp.refresh_from_db()
    assert lamp.state == "frozen"


def test_bad_rows_come_back_as_a_file_with_what_is_wrong(ada: Seller, lamps: Category) -> None:
    brought = bring(ada, GOOD, "T,T-1,Cap,Wool,nowhere,,,9,1")
    rows = list(csv.DictReader(StringIO(exporting.bad_rows(brought).removeprefix("\ufeff"))))
    assert [row["sku"] for row in rows] == ["T-1"]
    assert "category: There is no shelf" in rows[0]["what_is_wrong"]
    fixed = exporting.bad_rows(brought).replace("nowhere", "lamps").encode()
    assert importing.look(ada, fixed, "again.csv", by=ada.user).report["good"] == 1


def thousand(broken: int) -> bytes:
    rows = [
        f"L{n},SKU-{n},Lamp {n},Glows.,lamps,,,{'free' if n % 50 == 0 else '42.00'},{n % 7}"
        for n in range(1, 1001)
    ]
    assert sum("free" in row for row in rows) == broken
    return "\n".join([HEAD, *rows]).encode()


def test_a_thousand_listings_with_twenty_broken_rows(ada: Seller, lamps: Category) -> None:
    began = time.monotonic()
    brought = importing.look(ada, thousand(20), "shop.csv", by=ada.user)
    asked = queries.of_deed(lambda: importing.run(brought, by=ada.user))
    assert time.monotonic() - began < 20
    brought.refresh_from_db()
    assert [line for line, _column in wrong(brought.report)] == [n + 1 for n in range(50, 1001, 50)]
    assert all("Write it like this" in sentence for *_, sentence in brought.report["wrong"])
    assert (Listing.objects.count(), Variant.objects.count()) == (980, 980)
    assert asked < 20 * 10
    again = importing.run(importing.look(ada, thousand(20), "", by=ada.user), by=ada.user)
    assert (again.report["same"], Listing.objects.count()) == (980, 980)


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_the_same_file_at_once_double_nothing(ada: Seller, lamps: Category) -> None:
    brought = [bring(ada, GOOD) for _ in range(4)]
    results = at_once(*[lambda one=one: importing.run(one, by=ada.user) for one in brought])
    assert not [result for result in results if isinstance(result, Exception)]
    assert (Listing.objects.count(), Variant.objects.count()) == (1, 2)


def test_only_so_many_rows_and_bytes(ada: Seller, lamps: Category) -> None:
    with pytest.raises(table.BadTable, match="Split"):
        importing.look(ada, b"sku,price\n" + b"A,1\n" * 5001, "", by=ada.user)
    with pytest.raises(table.BadTable, match="5 MB"):
        importing.look(ada, b"x" * (table.MOST_BYTES + 1), "", by=ada.user)


def test_the_page_shows_what_would_happen_then_does_it(
    client: Client, ada: Seller, lamps: Category
) -> None:
    client.force_login(ada.user)
    content = "\n".join([HEAD, GOOD.strip(), "T,T-1,Cap,Wool,nowhere,,,9,1"]).encode()
    upload = SimpleUploadedFile("shop.csv", content, "text/csv")
    page = client.post("/desk/imports/", {"file": upload}, follow=True)
    text = page.content.decode()
    assert "There is no shelf “nowhere”" in text
    assert not Listing.objects.exists()
    address = page.redirect_chain[-1][0]
    for _ in range(2):
        done = client.post(f"{address}run/", follow=True).content.decode()
    assert "Shirt" in client.get("/desk/listings/").content.decode()
    assert Listing.objects.count() == 1
    assert "taken in" in done
    errors = client.get(f"{address}errors/")
    assert "attachment" in errors["Content-Disposition"]
    assert "T-1" in errors.content.decode()
    export = client.get("/desk/listings/export/")
    assert "S-M" in export.content.decode()


def test_an_import_is_its_sellers_alone(client: Client, ada: Seller, cleo: Seller) -> None:
    brought = bring(ada, GOOD)
    client.force_login(cleo.user)
    for path in ("", "run/", "errors/"):
        answer = client.post if path == "run/" else client.get
        assert answer(f"/desk/imports/{brought.pk}/{path}").status_code == 404


def test_a_program_brings_a_file(
    client: Client, ada: Seller, cleo: Seller, lamps: Category
) -> None:
    client.force_login(ada.user)
    upload = SimpleUploadedFile("shop.csv", f"{HEAD}\n{GOOD}".encode(), "text/csv")
    brought = client.post("/api/v1/listing-imports/", {"file": upload})
    assert (brought.status_code, brought.json()["report"]["new"]) == (201, 1)
    address = f"/api/v1/listing-imports/{brought.json()['id']}/"
    assert client.get(address).json()["done_at"] is None
    assert client.post(f"{address}run/").json()["done_at"]
    assert Listing.objects.count() == 1
    bad = client.post("/api/v1/listing-imports/", {"file": SimpleUploadedFile("a.csv", b"nothing")})
    assert bad.status_code in (400, 409)
    client.force_login(cleo.user)
    assert client.get(address).status_code == 404
