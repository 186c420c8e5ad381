"""The reference that people type: every mistake that people make is seen, and none is repaired."""

from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from escrow.gateways.bank_transfer import reference
from escrow.gateways.bank_transfer.reference import ALPHABET, PREFIX, RANDOM

bodies = st.text(ALPHABET, min_size=RANDOM, max_size=RANDOM)
codes = bodies.map(lambda body: PREFIX + body + reference.check_characters(PREFIX + body))


@given(codes)
def test_every_single_wrong_character_is_seen(code: str) -> None:
    for at in range(len(code)):
        for other in set(ALPHABET) - {code[at]}:
            assert not reference.is_right(code[:at] + other + code[at + 1 :])


@given(codes)
def test_every_two_neighbours_that_changed_places_are_seen(code: str) -> None:
    for at in range(len(code) - 1):
        swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        assert reference.is_right(swapped) == (swapped == code)


@given(codes, st.data())
def test_any_two_wrong_characters_are_seen(code: str, data: st.DataObject) -> None:
    at = data.draw(st.lists(st.integers(0, len(code) - 1), min_size=2, max_size=2, unique=True))
    letters = list(code)
    for place in at:
        letters[place] = data.draw(st.sampled_from(sorted(set(ALPHABET) - {letters[place]})))
    assert not reference.is_right("".join(letters))


@given(codes, st.text(max_size=20), st.text(max_size=20))
def test_it_is_found_in_any_text_with_any_spaces(code: str, before: str, after: str) -> None:
    typed = "-".join(code.lower())
    assert code in reference.find_in(f"{before} {typed} {after}")


@given(codes)
def test_banks_accept_it_as_a_creditor_reference(code: str) -> None:
    creditor = reference.creditor_reference(code)
    assert iso11649.is_valid(creditor)
    assert reference.find_in(creditor) == [code]


@given(st.text(max_size=80))
def test_no_other_text_is_one_by_chance(text: str) -> None:
    assert all(reference.is_right(found) for found in reference.find_in(text))


def test_a_new_one_is_right_and_reads_in_groups() -> None:
    code = reference.new()
    assert reference.is_right(code)
    assert [len(group) for group in reference.shown(code).split("-")] == [4, 4, 2]
    assert not set("01ILOSU") & set(ALPHABET)
