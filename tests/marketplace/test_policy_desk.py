"""The desk of policies in the admin: every button is one story, and what was typed is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from escrow import policy, policy_drafts, policy_publishing
from escrow.models import PolicyDraft, PolicyTrial
from marketplace.models import User
from marketplace.policy_trial import running
from tests import factories, queries
from tests.escrow.test_draft_a_policy import drafted, lawyer, proposed, publish
from tests.marketplace.test_try_a_policy import FILE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LIST = "/admin/escrow/policydraft/"


@pytest.fixture
def lena(db: None) -> User:
    return lawyer("Lena")


@pytest.fixture
def paul(db: None) -> User:
    return lawyer("Paul")


def page(draft: PolicyDraft) -> str:
    return reverse("admin:escrow_policydraft_change", args=[draft.pk])


def terms_page(draft: PolicyDraft) -> str:
    return reverse("admin:escrow_policydraft_terms", args=[draft.pk])


def typed(client: Client, draft: PolicyDraft, **changed: str) -> dict[str, str]:
    """The form as a browser would send it, with some fields typed anew."""
    form = client.get(terms_page(draft)).context["form"]
    values = {name: str(form[name].value()) for name in form.fields}
    return values | {name.replace("__", "."): value for name, value in changed.items()}


def test_from_the_first_button_to_the_public_page(client: Client, lena: User, paul: User) -> None:
    client.force_login(lena)
    client.post(LIST + "begin/", {"title": "Longer holds"})
    draft = PolicyDraft.objects.get()
    sent = typed(client, draft, windows__hold_standard="10")
    shown = client.post(terms_page(draft), sent, follow=True).content.decode()
    assert "<s>7 days</s>" in shown
    assert "<strong>10 days</strong>" in shown
    file = SimpleUploadedFile("orders.csv", FILE)
    client.post(page(draft), {"deed": "try_file", "file": file})
    assert "0 of 7 orders" in client.get(page(draft)).content.decode()
    running.run_waiting()
    shown = client.get(page(draft)).content.decode()
    assert "worse in 3 orders" in shown
    why = {"deed": "propose", "version": "2", "reason": "Parcels come late."}
    client.post(page(draft), why)
    client.force_login(paul)
    draft.refresh_from_db()
    agreed = {"deed": "publish", "sha256": draft.sha256, "because": "So they do."}
    assert "Policy 2 is in force" in client.post(page(draft), agreed, follow=True).content.decode()
    public = Client().get("/protection/history/").content.decode()
    for words in ("Policy 2", "Parcels come late.", "7 days", "10 days"):
        assert words in public
    assert policy.in_force().number == 2


def test_a_wrong_number_gets_a_sentence_and_nothing_is_lost(client: Client, lena: User) -> None:
    client.force_login(lena)
    draft = drafted(lena)
    sent = typed(
        client,
        draft,
        windows__hold_standard="99",
        windows__claim_base="soon",
        fees__plus_bps="4",
        amounts__JPY__one_staff="10.5",
    )
    answer = client.post(terms_page(draft), sent)
    shown = answer.content.decode()
    assert "It can be from 3 days to 21 days." in shown
    assert "Write a number, such as 7 or 2.5." in shown
    assert "That is too exact. Round it." in shown
    for kept in ('value="99"', 'value="soon"', 'value="4"', 'value="10.5"'):
        assert kept in shown
    draft.refresh_from_db()
    assert draft.version == 2


def test_the_second_of_two_is_told_keeps_what_was_typed_and_can_go_on(
    client: Client, lena: User, paul: User
) -> None:
    draft = drafted(lena)
    client.force_login(paul)
    sent = typed(client, draft, windows__hold_standard="12")
    policy_drafts.change(
        draft.pk, {"windows.hold_standard": 216}, version=2, title=draft.title, by=lena
    )
    answer = client.post(terms_page(draft), sent)
    shown = answer.content.decode()
    assert "Lena" in shown
    assert "9 days instead of 12 days" in shown
    again = sent | {"version": str(answer.context["form"]["version"].value())}
    assert client.post(terms_page(draft), again).status_code == 302
    draft.refresh_from_db()
    assert draft.body["windows"]["hold_standard"]["value"] == 288


def test_a_refusal_keeps_what_was_typed(client: Client, lena: User) -> None:
    client.force_login(lena)
    draft = drafted(lena)
    sent = {"deed": "propose", "version": draft.version, "reason": "Because parcels are late."}
    shown = client.post(page(draft), sent).content.decode()
    assert "Simulate this very draft first" in shown
    assert "Because parcels are late." in shown
    bad = {"deed": "try_file", "file": SimpleUploadedFile("x.csv", b"a,b\n")}
    assert "lacks these columns" in client.post(page(draft), bad).content.decode()
    past = sent | {"untried_because": "None.", "publish_at": "2020-01-01T10:00"}
    assert "has passed already" in client.post(page(draft), past).content.decode()


def test_who_proposed_sees_no_button_and_is_refused_by_post(client: Client, lena: User) -> None:
    draft = proposed(lena)
    client.force_login(lena)
    assert 'value="publish"' not in client.get(page(draft)).content.decode()
    agreed = {"deed": "publish", "sha256": draft.sha256, "because": "I agree with myself."}
    assert "Somebody else has to read" in client.post(page(draft), agreed).content.decode()
    assert policy.in_force().number == 1


@pytest.mark.parametrize(
    "deed", ["propose", "publish", "take_back", "discard", "refresh", "try_file", "try_own"]
)
def test_a_forged_post_without_the_right_changes_nothing(
    client: Client, lena: User, deed: str
) -> None:
    draft = proposed(lena)
    before = PolicyDraft.objects.values().get()
    reader = factories.person("reader@example.com", "Reader", is_staff=True)
    client.force_login(reader)
    assert client.post(page(draft), {"deed": deed}).status_code == 403
    reader.user_permissions.set(
        lawyer("Other").user_permissions.filter(codename__startswith="view")
    )
    client.force_login(User.objects.get(pk=reader.pk))
    sent = {
        "deed": deed,
        "version": draft.version,
        "reason": "x",
        "because": "x",
        "sha256": draft.sha256,
        "untried_because": "x",
        "since": "2026-03-01",
        "until": "2026-03-01",
        "file": SimpleUploadedFile("orders.csv", FILE),
    }
    client.post(page(draft), sent)
    client.post(terms_page(draft), typed(client, draft, windows__hold_standard="12"))
    client.post(LIST + "begin/", {"title": "Mine"})
    assert PolicyDraft.objects.values().get() == before
    assert not PolicyTrial.objects.exists()


def test_a_coming_policy_is_told_before_its_day(client: Client, lena: User, paul: User) -> None:
    client.force_login(lena)
    draft = drafted(lena)
    sent = {"deed": "propose", "version": draft.version, "reason": "Late.", "untried_because": "x"}
    client.post(page(draft), sent | {"publish_at": "2026-03-09T12:00"})
    draft.refresh_from_db()
    policy_publishing.publish(draft.pk, because="Yes.", sha256=draft.sha256, by=paul)
    public = client.get("/protection/history/").content.decode()
    assert "Coming &lt;time" not in public
    assert "Mon 9 Mar, 12:00" in public
    assert "10 days instead of 7 days" in public


def test_the_pages_ask_the_same_however_many_there_are(
    client: Client, lena: User, paul: User
) -> None:
    client.force_login(lena)
    draft = drafted(lena)
    for address in (LIST, page(draft)):
        little, much = queries.before_and_after(client, address, lambda: drafted(lena))
        assert little == much
    publish(proposed(lena), paul)
    asked = queries.of_page(client, "/protection/history/")
    newer = policy_drafts.begin("Shorter", by=lena)
    policy_drafts.change(newer.pk, {"windows.claim_base": 480}, version=1, title="x", by=lena)
    ready = policy_drafts.propose(newer.pk, reason="x", untried_because="x", version=2, by=lena)
    publish(ready, paul)
    assert queries.of_page(client, "/protection/history/") == asked


def test_strangers_find_no_desk(client: Client, lena: User, mallory: User) -> None:
    draft = proposed(lena)
    client.force_login(mallory)
    assert client.get(page(draft)).status_code == 302
    client.force_login(lena)
    assert client.get(LIST + "999/terms/").status_code == 404
    assert client.post(page(draft), {"deed": "rm"}).status_code == 403
