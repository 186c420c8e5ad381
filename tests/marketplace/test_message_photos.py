"""Photos in messages: judged by their bytes, decoded in the worker, for the two alone."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from escrow import clock
from marketplace import conversations, message_photos
from marketplace.message_photos import TooManyPhotos
from marketplace.models import Conversation, Listing, Message, MessagePhoto, User
from sellers.models import Seller
from tests import doings, talks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def upload(name: str = "lamp.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or doings.jpeg(), "image/jpeg")


@pytest.fixture
def talk(ben: User, lamp: Listing) -> Conversation:
    return talks.ask(ben, lamp).conversation


def send(talk: Conversation, *files: SimpleUploadedFile, text: str = "See") -> str:
    typed = {"text": text, "token": "t", "photos": list(files)}
    answer = client_of(talk.buyer).post(talk.get_absolute_url(), typed, follow=True)
    return answer.content.decode()


def test_the_two_see_a_clean_copy_and_what_was_sent_is_gone(
    talk: Conversation, mallory: User, sofia: User
) -> None:
    page = send(talk, upload(), text="")
    photo = MessagePhoto.objects.get()
    assert photo.thumb_url in page
    assert photo.original == ""
    for person in (talk.buyer, talk.seller.user):
        for address in (photo.url, photo.thumb_url):
            answer = client_of(person).get(address)
            assert answer.content.startswith(b"\xff\xd8\xff")
            assert answer["Cache-Control"] == "private, no-store"
    for person in (mallory, sofia):
        assert client_of(person).get(photo.url).status_code == 404
    assert Client().get(photo.url).status_code == 302
    _folders, files = storages["private"].listdir(f"messages/{photo.pk}")
    assert sorted(files) == ["picture.jpg", "thumb.jpg"]


def test_what_is_no_photo_is_refused_and_the_words_stay(talk: Conversation) -> None:
    for bad in (upload("a.jpg", b"<script>"), upload("paper.pdf", b"%PDF-1.7\n" + b"x" * 99)):
        page = send(talk, bad, text="Look at this")
        assert "is not a picture we can read" in page
        assert "Look at this</textarea>" in page
    assert "Send at most 6 files" in send(talk, *[upload() for _ in range(7)])
    assert Message.objects.count() == 1
    with pytest.raises(TooManyPhotos):
        talks.go_on(talk, photos=[doings.photo()] * 7)


def test_what_cannot_be_decoded_is_told_to_its_sender(talk: Conversation, ada: Seller) -> None:
    page = send(talk, upload("half.jpg", doings.jpeg()[:200]))
    if MessagePhoto.objects.exists():
        assert MessagePhoto.objects.get().refusal
        assert "damaged" in page
        other = client_of(ada.user).get(talk.get_absolute_url()).content.decode()
        assert "A photo that could not be opened." in other
    else:
        assert "damaged" in page


def test_a_lost_task_is_found_by_the_sweep_once(talk: Conversation, settings: object) -> None:
    settings.HOLDFAST_CHECKS_AT_ONCE = True
    talks.go_on(talk, photos=[doings.photo()])
    photo = MessagePhoto.objects.get()
    assert photo.is_checking()
    page = client_of(talk.buyer).get(talk.get_absolute_url()).content.decode()
    assert "We are looking whether it can be opened." in page
    assert message_photos._take(photo.pk)
    assert message_photos.check_waiting() == 0
    clock.advance(message_photos.LEASE + timedelta(seconds=1))
    assert message_photos.check_waiting() == 1
    assert message_photos.check_waiting() == 0
    assert MessagePhoto.objects.get().is_ready()


def test_who_kills_the_worker_is_given_up(talk: Conversation) -> None:
    talks.go_on(talk, photos=[doings.photo()])
    photo = MessagePhoto.objects.get()
    for _ in range(message_photos.MOST_TRIES):
        assert message_photos._take(photo.pk)
        clock.advance(message_photos.LEASE)
    clock.advance(timedelta(seconds=1))
    assert message_photos.check(photo.pk)
    assert MessagePhoto.objects.get().refusal == message_photos.GIVEN_UP


def test_it_is_forgotten_with_the_words(talk: Conversation) -> None:
    from tests.marketplace.test_leave import gone

    send(talk, upload())
    photo = MessagePhoto.objects.get()
    gone(talk.buyer)
    assert client_of(talk.seller.user).get(photo.url).status_code == 404
    assert not storages["private"].exists(photo.picture)
    conversations.mark_read(talk, by=talk.seller.user)


def test_the_database_knows_three_states(talk: Conversation) -> None:
    talks.go_on(talk, photos=[doings.photo()])
    with pytest.raises(IntegrityError, match="checked_or_clean"), transaction.atomic():
        MessagePhoto.objects.update(original="")
