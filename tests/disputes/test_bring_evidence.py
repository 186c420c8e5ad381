"""Photos and papers come in: what is good is shown clean, what is bad gets a sentence."""

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from disputes.models import Dispute, Evidence
from marketplace.models import Listing, User
from tests import books, corpus, doings

pytestmark = pytest.mark.django_db

ONLY_PIXELS = {0xE0, 0xDB, 0xC0, 0xC4}  # JFIF, tables, frame: what a bare JPEG is made of
NO_PICTURE = "is not a picture we can read"

BAD = [
    ("nothing", lambda: b"", "crack.jpg", "is empty"),
    ("truncated", corpus.truncated, "crack.jpg", "is damaged and cannot be opened"),
    ("a bomb", corpus.png_bomb, "crack.png", "has more than 50 megapixels"),
    ("51 megapixels", corpus.too_many_pixels, "crack.png", "has more than 50 megapixels"),
    ("a paper bomb", corpus.pdf_bomb, "receipt.pdf", "takes too much to open"),
    ("half a paper", lambda: b"%PDF-1.7\nhello", "receipt.pdf", "is damaged"),
    ("21 pages", lambda: corpus.pdf(21), "receipt.pdf", "has more than 20 pages"),
    (
        "a locked paper",
        lambda: corpus.pdf(owner_password="o", user_password="u"),
        "receipt.pdf",
        "is locked with a password",
    ),
    ("SVG as JPEG", lambda: corpus.SVG, "crack.jpg", NO_PICTURE),
    ("HTML as JPEG", lambda: corpus.HTML, "crack.jpg", NO_PICTURE),
    ("GIF", lambda: corpus.GIF, "crack.gif", NO_PICTURE),
    ("over 10 MB", lambda: doings.jpeg() + b"\0" * (10 << 20), "crack.jpg", "is larger than 10 MB"),
    ("JPEG without a size", lambda: b"\xff\xd8\xff\xd9", "crack.jpg", "is damaged"),
    ("HEIC without a size", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 40, "a.heic", "is damaged"),
]
GOOD = [
    ("a phone's JPEG", corpus.phone_jpeg, "IMG_1.jpg", 1),
    ("HEIC", corpus.heic, "IMG_2.HEIC", 1),
    ("animated WebP", corpus.animated_webp, "crack.webp", 1),
    ("PNG named as JPEG", lambda: corpus.saved(corpus.scene(), "PNG"), "crack.jpg", 1),
    ("JPEG named as PDF", lambda: corpus.saved(corpus.scene(), "JPEG"), "crack.pdf", 1),
    ("a web page that is a JPEG too", corpus.polyglot, "crack.html", 1),
    ("a PNG that lies about its size", corpus.png_that_lies, "small.png", 1),
    ("a paper of two pages", lambda: corpus.pdf(2), "receipt.pdf", 2),
    ("a paper with a script", corpus.pdf_with_a_script, "receipt.pdf", 1),
]
bad = pytest.mark.parametrize(
    ("content", "name", "sentence"), [one[1:] for one in BAD], ids=[one[0] for one in BAD]
)
good = pytest.mark.parametrize(
    ("content", "name", "pages"), [one[1:] for one in GOOD], ids=[one[0] for one in GOOD]
)


@pytest.fixture
def case(monday: datetime, ben: User, lamp: Listing) -> Dispute:
    case = doings.complain(doings.delivered(ben, lamp))
    doings.check_files()
    return case


@pytest.fixture
def bens(client: Client, ben: User) -> Client:
    client.force_login(ben)
    return client


def bring(client: Client, case: Dispute, *files: tuple[str, bytes], text: str = "Look.") -> Any:
    photos = [SimpleUploadedFile(name, content, "image/jpeg") for name, content in files]
    address = f"{case.get_absolute_url()}evidence/"
    return client.post(address, {"photos": photos, "text": text}, follow=True)


def files_kept() -> set[str]:
    root = Path(storages["private"].location)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def served(client: Client, row: Evidence) -> list[bytes]:
    paths = ["", "thumb/", *(f"pages/{page}/" for page in range(1, len(row.pages) + 1))]
    answers = [client.get(f"/evidence/{row.pk}/{path}") for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.content for answer in answers]


@bad
def test_a_bad_file_gets_a_sentence_and_nothing_of_it_is_kept(
    bens: Client, case: Dispute, content: Any, name: str, sentence: str
) -> None:
    before = files_kept()
    answer = bring(bens, case, (name, content()))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"“{name}” {sentence}" in page
    assert "Look." in page
    assert files_kept() == before
    assert not Evidence.objects.filter(state="checking").exists()
    assert case.evidence.filter(state="ready").count() == 1
    books.assert_right()


@good
def test_a_good_file_is_shown_clean(
    bens: Client, case: Dispute, content: Any, name: str, pages: int
) -> None:
    sent = content()
    assert "Added." in bring(bens, case, (name, sent)).content.decode()
    row = case.evidence.get(sha256=hashlib.sha256(sent).hexdigest())
    assert (row.name, row.state, len(row.pages)) == (name, "ready", pages)
    with storages["private"].open(row.original) as original:
        assert original.read() == sent
    for shown in served(bens, row):
        assert corpus.segments(shown) <= ONLY_PIXELS
        assert shown.rstrip(b"\0").endswith(b"\xff\xd9")
        for left in (*corpus.TRACES, b"<script", b"alert", b"PK\x03\x04", b"JavaScript", b"%PDF"):
            assert left not in shown
        assert max(Image.open(BytesIO(shown)).size) <= 2000


@pytest.mark.parametrize(
    "content", [corpus.png_bomb(), corpus.too_many_pixels(), corpus.SVG, b"\xff\xd8\xff\xd9"]
)
def test_what_its_first_bytes_tell_needs_no_worker(
    bens: Client, case: Dispute, settings: Any, content: bytes
) -> None:
    settings.HOLDFAST_CHECKS_AT_ONCE = False
    assert bring(bens, case, ("crack.jpg", content)).status_code == 200
    assert case.evidence.count() == 1


def test_the_largest_that_are_promised_can_be_decoded(bens: Client, case: Dispute) -> None:
    """50 megapixels, seen through: the format that needs the most memory."""
    largest = Image.new("RGBA", (8160, 6120), (9, 99, 200, 9))
    bring(bens, case, ("large.webp", corpus.saved(largest, "WEBP", quality=1, method=0)))
    assert case.evidence.get(name="large.webp").state == "ready"


def test_a_phones_photo_stands_upright_and_its_hour_is_kept_apart(
    bens: Client, case: Dispute
) -> None:
    sent = corpus.phone_jpeg()
    assert all(trace in sent for trace in (b"Exif", b"Phone 9", b"ICC_PROFILE", corpus.PLACE))
    bring(bens, case, ("IMG_1.jpg", sent))
    row = case.evidence.get(name="IMG_1.jpg")
    assert (row.width, row.height) == (480, 640)
    assert Image.open(BytesIO(served(bens, row)[0])).size == (480, 640)
    assert row.captured_at == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def test_the_good_files_are_taken_and_the_bad_one_is_named(bens: Client, case: Dispute) -> None:
    fine = corpus.saved(corpus.scene(), "JPEG")
    page = bring(bens, case, ("a.jpg", fine), ("b.jpg", corpus.SVG), ("c.jpg", fine))
    assert f"“b.jpg” {NO_PICTURE}" in page.content.decode()
    assert set(case.evidence.values_list("name", "state")) == {
        ("crack.jpg", "ready"),
        ("a.jpg", "ready"),
        ("c.jpg", "ready"),
    }


@pytest.mark.parametrize("count", [21, 200])
def test_too_many_files_at_once_are_counted_and_not_kept(
    bens: Client, case: Dispute, count: int
) -> None:
    before = files_kept()
    answer = bring(bens, case, *[(f"{n}.jpg", doings.jpeg((20, 20))) for n in range(count)])
    assert answer.status_code == 200
    assert "Send at most 20 files at once." in answer.content.decode()
    assert "Look." in answer.content.decode()
    assert case.evidence.count() == 1
    assert files_kept() == before


def test_a_thousand_files_get_a_page_and_not_a_fault(bens: Client, case: Dispute) -> None:
    files = [(f"{n}.jpg", b"x") for n in range(1001)]
    assert bring(bens, case, *files).status_code == 400
    assert case.evidence.count() == 1


def test_a_person_adds_twenty_files_to_a_case_and_no_more(
    bens: Client, case: Dispute, settings: Any
) -> None:
    settings.HOLDFAST_CHECKS_AT_ONCE = True
    small = doings.jpeg((20, 20))
    bring(bens, case, *[(f"{n}.jpg", small) for n in range(19)])
    assert case.evidence.count() == 20
    assert "at most 20 files" in bring(bens, case, ("more.jpg", small)).content.decode()
    bens.force_login(case.order.seller.user)
    assert "Added." in bring(bens, case, ("mine.jpg", small)).content.decode()


def test_a_script_is_told_where_to_go_and_loses_no_message(bens: Client, case: Dispute) -> None:
    photos = [SimpleUploadedFile("a.jpg", doings.jpeg((20, 20)))]
    address = f"{case.get_absolute_url()}evidence/"
    answer = bens.post(address, {"photos": photos}, headers={"X-Upload": "1"})
    assert (answer.status_code, answer["X-Next"]) == (204, case.get_absolute_url())
    assert "Added. Both sides see it." in bens.get(answer["X-Next"]).content.decode()


def test_what_it_is_called_hides_nothing(bens: Client, case: Dispute) -> None:
    bring(bens, case, ("photo\u202egpj.exe\x07.jpg", doings.jpeg((20, 20))))
    assert case.evidence.filter(name="photogpj.exe.jpg").exists()


def test_the_seller_answers_with_a_good_and_a_bad_file(client: Client, case: Dispute) -> None:
    client.force_login(case.order.seller.user)
    photos = [
        SimpleUploadedFile("packed.jpg", doings.jpeg()),
        SimpleUploadedFile("slip.jpg", corpus.HTML),
    ]
    filled = {"answer": "contest", "text": "It left whole.", "photos": photos}
    page = client.post(f"{case.get_absolute_url()}answer/", filled, follow=True).content.decode()
    assert f"“slip.jpg” {NO_PICTURE}" in page
    assert "Your side is in." in page
    assert case.evidence.filter(by=case.order.seller.user, name="packed.jpg").exists()
