"""Contact data is not passed on; what only looks like it is."""

import pytest

from escrow.models import AuditEntry
from marketplace import masking
from marketplace.models import Listing, User
from tests import doings, talks

CONTACT = [
    "Write to ben@example.com please",
    "ben @ example . com",
    "ben (at) example (dot) com",
    "ben AT example DOT com",
    "ben[at]gmail",
    "ben at gmail dot com",
    "ben arroba correo punto es",
    "ｂｅｎ＠ｅｘａｍｐｌｅ．ｃｏｍ",
    "b\u200ben@exa\u200bmple.com",
    "ben@firma.local",
    "call +49 170 1234567",
    "0170/123 45 67",
    "0 1 7 0 1 2 3 4 5 6 7",
    "tel0170-1234567",
    "06 12 34 56 78",
    "612 345 678",
    "(030) 1234-5678",
    "٠١٧٠١٢٣٤٥٦٧",
    "０１７０ １２３４５６７",
    "①⑦⑥①②③④⑤⑥",
    "zero one seven zero one two three four five",
    "seis uno dos tres cuatro cinco seis siete ocho",
    "https://elsewhere.example/lamp",
    "hxxps://elsewhere",
    "www.elsewhere.example",
    "see lampsbyada.com/sale",
    "lampsbyada dot com",
    "t.me/adalamps",
    "paypal.me/ada",
    "PayPal id: adalamps",
    "my venmo is @ada-lamps",
    "cash app $adalamps",
    "instagram name is ada.lamps",
    "DE89 3704 0044 0532 0130 00",
    "de89370400440532013000",
    "ES91 2100 0418 4502 0005 1332 thanks",
    "0x52908400098527886E0F7030069857D2E4169EE7",
]
HARMLESS = [
    "Is it still there?",
    "Order HF-7K2M9QRT, please",
    "It costs €1,299.00 or 1.299,00 € with postage",
    "120 x 80 x 45 cm, and 100 200 300 mm inside",
    "sizes 36 37 38 39 40",
    "Made in 1968, sold 1990 2005 2010",
    "On 2026-03-12, or 12.03.2026 at 18:30",
    "ISBN 978-3-16-148410-0",
    "Model KP123456789DE",
    "Meet me at noon. It is at home.",
    "I paid with PayPal, and it was quick",
    "It weighs 12.5 kg. Two of them: 25 kg.",
    "the dot on the lamp at the left",
    "e.g. in oak, walnut etc.",
    "Postcode 10435, house 7",
    "10 % off? 3 for 2?",
    "photo.jpg is the one",
]


@pytest.mark.parametrize("text", CONTACT)
def test_contact_data_is_hidden_however_it_is_spelled(text: str) -> None:
    shown = masking.hide(text)
    assert masking.GAP in shown, shown
    digits = [one for one in shown if one.isdigit()]
    assert len(digits) < 4, shown
    for left in ("example", "elsewhere", "gmail", "adalamps", "lampsbyada", "1234567"):
        assert left not in shown.lower(), shown


@pytest.mark.parametrize("text", HARMLESS)
def test_numbers_and_words_of_a_sale_stay(text: str) -> None:
    assert masking.hide(text) == text


def test_only_the_contact_goes_and_the_rest_stays() -> None:
    shown = masking.hide("Yes, it is. Write to ada@lamps.example or call 0170 1234567. Ada")
    assert shown == f"Yes, it is. Write to {masking.GAP} or call {masking.GAP}. Ada"
    assert "[contact hidden: keep it here" in masking.worded(shown)


def test_our_own_addresses_are_no_contact(settings: object) -> None:
    settings.HOLDFAST_BASE_URL = "https://shop.holdfast.example"
    ours = "Like https://shop.holdfast.example/listing/7/lamp/ but taller"
    assert masking.hide(ours) == ours
    assert masking.GAP in masking.hide("https://shop.holdfast.example.evil.com/x")
    assert masking.GAP in masking.hide("ben@shop.holdfast.example")


def test_what_is_known_of_the_parcels_stays() -> None:
    assert masking.hide("It is 340434161094042557", ["340434161094042557"]).endswith("557")
    text = "It is 6123 4567 8901"
    assert masking.hide(text, ["6123 4567 8901"]) == text
    assert masking.GAP in masking.hide(text, ["9999 4567 8901"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("monday")
def test_the_original_is_kept_and_the_gap_written_down(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    said = talks.about(order, "Call me: 0170 1234567", by=ben)
    assert (said.text, said.shown) == ("Call me: 0170 1234567", f"Call me: {masking.GAP}")
    assert said.is_masked()
    assert AuditEntry.objects.get(action="said").detail["hidden"] is True
