"""One file that tells a whole order and proves itself: whatever is changed in it has a name."""

import base64
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from disputes import answering, evidence
from escrow import audit
from escrow.canonical import canonical
from marketplace.models import Listing, Order, User
from marketplace.records import archive, keys, making, verify
from marketplace.records.signing import keys_in, public_of, sign
from tests import books, doings, queries, talks
from tests.project.files import ROOT
from tests.scenes import Scene, of_the_scene

pytestmark = pytest.mark.django_db
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def quarrelled(scene: Scene) -> Order:
    """An order about which they talked, quarrelled and heard our staff."""
    order = doings.delivered(scene.ben, scene.lamp)
    talks.about(order, "Call me: 0170 1234567", by=scene.ben)
    dispute = doings.complain(order)
    doings.check_files()
    answering.contest(dispute, by=order.seller.user, text="It left whole.")
    doings.decide(dispute, by=scene.sofia, outcome="refund")
    books.assert_right()
    return order


@pytest.fixture
def order(db: None, quarrelled: Order) -> Order:
    return Order.objects.get(pk=quarrelled.pk)


ben, ada, lamp, sofia = map(of_the_scene, ("ben", "ada", "lamp", "sofia"))


def record(order: Order, person: User) -> Files:
    with making.made(order.number, by=person) as draft, ZipFile(draft) as found:
        return {name: found.read(name) for name in found.namelist()}


def packed(files: Files) -> io.BytesIO:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as found:
        for name, content in files.items():
            found.writestr(name, content)
    return out


def faults(files: Files) -> list[str]:
    return list(verify.faults(packed(files), keys.public()))


def signed_again(files: Files, private: Ed25519PrivateKey) -> Files:
    """By whoever has this key."""
    signature = base64.b64encode(sign(private, archive.FORMAT, files["manifest.json"])).decode()
    said = {"key": public_of(private).id, "algorithm": "Ed25519", "signature": signature}
    return {**files, "manifest.sig": canonical(said)}


def test_a_party_keeps_everything_of_the_order_in_one_file(order: Order, ben: User) -> None:
    files = record(order, ben)
    assert {name.split("/")[0] for name in files} == {
        "README.txt",
        "cases.json",
        "files",
        "manifest.json",
        "manifest.sig",
        "messages.json",
        "money.json",
        "order.json",
        "parcels.json",
        "policy.json",
        "record.pdf",
        "things.json",
    }
    assert json.loads(files["order.json"])["number"] == order.number
    assert json.loads(files["messages.json"])[0]["text"] == "Call me: 0170 1234567"
    (told,) = json.loads(files["cases.json"])
    assert told["decisions"][0]["outcome"] == "refund"
    assert json.loads(files["parcels.json"])[0]["scans"][0]["kind"] == "delivered"
    assert files["record.pdf"].startswith(b"%PDF")
    page = next(name for name in files if name.startswith("files/evidence/"))
    assert files[page].startswith(b"\xff\xd8")
    assert faults(files) == []
    assert audit.trail(order).filter(action="record_fetched", by=ben).exists()


def test_the_money_in_it_balances(order: Order, ben: User, ada: Any) -> None:
    for person in (ben, ada.user):
        money = json.loads(record(order, person)["money.json"])
        assert money["entries"]
        assert all(not sum(p["amount_minor"] for p in e["postings"]) for e in money["entries"])
        there = sum(row["amount_minor"] for row in money["now"])
        assert money["paid_minor"] + sum(r["amount_minor"] for r in money["added"]) == there


def test_each_reads_only_what_the_other_shows(order: Order, ben: User, ada: Any) -> None:
    theirs = record(order, ada.user)
    everything = b"".join(theirs.values()).decode(errors="ignore")
    for secret in ("0170 1234567", "4242", ben.email):
        assert secret not in everything, secret
    assert json.loads(theirs["manifest.json"])["for"] == "seller"


def test_what_was_taken_back_is_in_nobodys(ben: User, ada: Any, lamp: Listing) -> None:
    case = doings.complain(doings.delivered(ben, lamp))
    doings.check_files()
    shown = case.evidence.get()
    evidence.withdraw(shown, by=ben)
    for person in (ben, ada.user):
        files = record(case.order, person)
        assert not [name for name in files if str(shown.pk) in name]


def test_every_changed_byte_is_found_and_named(order: Order, ben: User) -> None:
    files = record(order, ben)
    for name, content in files.items():
        place = len(content) // 2
        bent = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        found = faults({**files, name: bent})
        assert found, name
        if name not in ("manifest.json", "manifest.sig"):
            assert f"{name}: was changed" in found, (name, found)


def test_a_file_that_was_added_or_removed_is_named(order: Order, ben: User) -> None:
    files = record(order, ben)
    assert faults({**files, "files/more.jpg": b"x"}) == ["files/more.jpg: was added"]
    for name in files:
        assert any(f"{name}: is missing" in fault for fault in faults(without(files, name))), name


def test_a_manifest_that_was_edited_is_not_ours(order: Order, ben: User) -> None:
    files = record(order, ben)
    manifest = json.loads(files["manifest.json"])
    bent = files["order.json"].replace(b'"total_minor": ', b'"total_minor": 9')
    for row in manifest["files"]:
        if row["name"] == "order.json":
            row |= {"bytes": len(bent), "sha256": hashlib.sha256(bent).hexdigest()}
    edited = {**files, "order.json": bent, "manifest.json": canonical(manifest)}
    assert faults(edited) == ["manifest.json: its signature is not valid"]


def test_a_signature_of_another_record_or_another_key_does_not_count(
    order: Order, ben: User, lamp: Listing
) -> None:
    files = record(order, ben)
    other = record(doings.buy(ben, lamp), ben)
    swapped = {**files, "manifest.sig": other["manifest.sig"]}
    assert faults(swapped) == ["manifest.json: its signature is not valid"]
    forged = signed_again(files, Ed25519PrivateKey.generate())
    assert len(faults(forged)) == 1
    assert "is by a key that you did not name" in faults(forged)[0]
    stolen_name = json.loads(forged["manifest.sig"]) | {"key": keys.public()[0].id}
    assert faults({**forged, "manifest.sig": canonical(stolen_name)}) == [
        "manifest.json: its signature is not valid"
    ]


def test_a_key_that_was_changed_still_proves_what_it_signed(
    order: Order, ben: User, settings: Any
) -> None:
    files = record(order, ben)
    old = keys.public()[0]
    settings.HOLDFAST_RECORD_KEY = base64.b64encode(os.urandom(32)).decode()
    assert "did not name" in faults(files)[0]
    settings.HOLDFAST_RECORD_OLD_KEYS = [base64.b64encode(old.raw).decode()]
    assert faults(files) == []
    assert [key.id for key in keys.public()][1] == old.id


def test_even_we_could_not_sign_other_rules_or_money_that_does_not_add_up(
    order: Order, ben: User
) -> None:
    """What the files say of each other is checked too."""
    private, files = keys.current(), record(order, ben)
    rules = json.loads(files["policy.json"])
    rules["body"]["fees"]["commission_bps"] = 1
    money = json.loads(files["money.json"])
    money["entries"][0]["postings"][0]["amount_minor"] += 1
    money["paid_minor"] += 1
    bent = {**files, "policy.json": canonical(rules), "money.json": canonical(money)}
    manifest = json.loads(bent["manifest.json"])
    for row in manifest["files"]:
        if row["name"] in ("policy.json", "money.json"):
            content = bent[row["name"]]
            row |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    found = faults(signed_again({**bent, "manifest.json": canonical(manifest)}, private))
    assert len(found) == 3
    assert found[0].startswith("policy.json: is not the policy")


def test_no_name_leads_out_of_it(order: Order, ben: User) -> None:
    files = record(order, ben)
    for name in (
        "/etc/passwd",
        "../up.txt",
        "a/../../b",
        "C:x",
        "a\\b",
        "a//b",
        "./a",
        "new\nline",
    ):
        (found,) = faults({**files, name: b"x"})
        assert "is no name that a record has" in found


def test_bombs_doubles_and_nonsense_are_refused(
    order: Order, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = record(order, ben)
    doubled = packed(files)
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(doubled, "a") as found:
        found.writestr("order.json", b"{}")
    assert list(verify.faults(doubled, keys.public())) == ["order.json: is in it more than once"]
    monkeypatch.setattr(archive, "MOST_OF_ALL", 1_000_000)
    bomb = {**files, "bomb.txt": b"0" * 2_000_000}
    assert faults(bomb) == ["there is too much in it"]
    for nonsense in (b"", b"PK", b"not a zip at all"):
        assert list(verify.faults(io.BytesIO(nonsense), keys.public())) == ["this is no ZIP file"]
    for wrong in (b"[]", b"{}", b"{", b"[" * 100_000):
        assert faults({**files, "manifest.json": wrong})


def test_the_buyer_the_seller_and_nobody_else(
    order: Order, ben: User, ada: Any, mallory: User, sofia: User, lamp: Listing
) -> None:
    for name in ("order_record", "api_order_record"):
        address = reverse(name, args=[order.number])
        for person, code in ((ben, 200), (ada.user, 200), (mallory, 404), (sofia, 404)):
            answer = client_of(person).get(address)
            assert answer.status_code == code
        assert Client().get(address).status_code in (302, 401)
    unpaid = doings.place(ben, lamp).orders.get()
    assert client_of(ben).get(reverse("order_record", args=[unpaid.number])).status_code == 404


def test_it_is_for_nobodys_cache_and_the_page_has_a_link(order: Order, ben: User, ada: Any) -> None:
    address = reverse("order_record", args=[order.number])
    answer = client_of(ben).get(address)
    assert answer["Cache-Control"] == "private, no-store"
    assert "attachment" in answer["Content-Disposition"]
    assert address in client_of(ben).get(order.get_absolute_url()).content.decode()
    desk = reverse("desk_order", args=[order.number])
    assert address in client_of(ada.user).get(desk).content.decode()


def test_the_keys_are_published(client: Client) -> None:
    answer = client.get("/.well-known/holdfast-record-key.json")
    assert keys_in(answer.content.decode()) == keys.public()
    assert keys.current().private_bytes_raw().hex() not in answer.content.decode()


def test_anybody_checks_it_without_database_or_settings(
    order: Order, ben: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, public = tmp_path / "record.zip", tmp_path / "keys.json"
    files = record(order, ben)
    file.write_bytes(packed(files).getvalue())
    public.write_text(json.dumps(keys.published()))
    assert alone(file, public).returncode == 0
    file.write_bytes(packed({**files, "order.json": b"{}"}).getvalue())
    told = alone(file, public)
    assert (told.returncode, "order.json: was changed" in told.stdout) == (1, True)
    with pytest.raises(SystemExit) as ended:
        call_command("verify_record", str(file))
    assert ended.value.code == 1
    assert "order.json: was changed" in capsys.readouterr().out


def alone(file: Path, public: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "marketplace.records.verify", str(file), "--key", str(public)]
    nothing = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgres://127.0.0.1:1/nowhere"}
    return subprocess.run(
        command, cwd=ROOT, env=nothing, capture_output=True, text=True, check=False
    )


def test_a_record_is_in_its_readers_language(order: Order, ben: User) -> None:
    ben.language = "es"
    ben.save()
    files = record(order, ben)
    assert b"/Lang (es)" in files["record.pdf"]


def without(files: Files, name: str) -> Files:
    return {each: content for each, content in files.items() if each != name}


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_long_talk_costs_no_more_than_a_short_one(order: Order, ben: User) -> None:
    record(order, ben)
    few = queries.of_deed(lambda: record(order, ben))
    for number in range(5):
        talks.about(order, f"Hello {number}", by=ben)
    assert queries.of_deed(lambda: record(order, ben)) == few
