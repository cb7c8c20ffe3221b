import pytest

from analyser.conversation import Conversation, Participant, Role, Turn
from analyser.roles import stated_roles

REP, CUSTOMER, OTHER = Role.REP, Role.CUSTOMER, Role.OTHER


def call(*labels: str, **meta: object) -> Conversation:
    return Conversation("c", tuple(Turn(label, "Hello.") for label in labels), meta)


def mailed(addresses: dict[str, str | None], **meta: object) -> Conversation:
    turns = tuple(Turn(name, "Hello.") for name in addresses)
    people = tuple(Participant(name, None, email) for name, email in addresses.items())
    return Conversation("c", turns, meta, people)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        *((word, REP) for word in ("Rep", "Agent", "Sales Rep", "Seller", "AE", "SDR", "REP:")),
        *((word, REP) for word in ("sales_agent", "SalesRep", "Agent 2", "Account Executive")),
        *((word, CUSTOMER) for word in ("Customer", "Prospect", "Client", "Buyer", "Caller")),
        *((word, CUSTOMER) for word in ("Lead", "Kunde", "CUSTOMER", "customer_1", "End User")),
        *((label, REP) for label in ("Dana (Rep)", "Agent (Dana)", "Dana | Account Executive")),
        *((label, CUSTOMER) for label in ("Lee [Prospect]", "Customer - 2")),
        *((label, OTHER) for label in ("System", "IVR")),
    ],
)
def test_a_role_word_as_label_is_a_statement(label: str, role: Role) -> None:
    assert stated_roles(call(label)) == {label: (role, "stated")}


@pytest.mark.parametrize(
    "label",
    [
        "Dana Ruiz",
        "Speaker 1",
        "spk_0",
        "A",
        "user",
        "Dana (External)",
        "Leader",
        "Repin",
        "Manager",
    ],
)
def test_other_labels_state_nothing(label: str) -> None:
    assert stated_roles(call(label)) == {}


def test_a_caller_beside_a_prospect_is_the_one_who_sells() -> None:
    assert stated_roles(call("Caller", "Prospect"))["Caller"] == (REP, "stated")


def test_roles_of_turns_and_participants_are_statements() -> None:
    turns = (Turn("Dana", "Hi.", REP), Turn("Lee", "Hi."), Turn(None, "Hm.", CUSTOMER))
    people = (Participant("Lee", CUSTOMER), Participant("Silent Sam", REP))
    assert stated_roles(Conversation("c", turns, {}, people)) == {
        "Dana": (REP, "stated"),
        "Lee": (CUSTOMER, "stated"),
    }


def test_a_turn_outweighs_the_participant_and_the_label() -> None:
    found = Conversation("c", (Turn("Agent", "Hi.", OTHER),), {}, (Participant("Agent", REP),))
    assert stated_roles(found) == {"Agent": (OTHER, "stated")}


@pytest.mark.parametrize(
    ("label", "account", "found"),
    [
        pytest.param("Lee (Borel)", "Borel", True, id="brackets"),
        pytest.param("Lee | Borel", "borel", True, id="bar"),
        pytest.param("Lee [Borel Ltd.]", "Borel", True, id="legal-form-in-the-label"),
        pytest.param("Lee (Borel)", "Borel GmbH", True, id="legal-form-in-the-account"),
        pytest.param("Lee (Acme)", "Borel", False, id="another-company"),
        pytest.param("Lee (Borel)", None, False, id="account-not-known"),
        pytest.param("Borel", "Borel", False, id="no-suffix"),
        pytest.param("Lee (Inc.)", "GmbH", False, id="legal-form-alone"),
    ],
)
def test_the_accounts_name_behind_a_name_is_a_statement(
    label: str, account: str | None, found: bool
) -> None:
    expected = {label: (CUSTOMER, "stated")} if found else {}
    assert stated_roles(call(label, account=account)) == expected


@pytest.mark.parametrize(
    "meta",
    [
        pytest.param({"organizer_email": "boss@acme.test"}, id="organizer"),
        pytest.param({"own_domain": "acme.test"}, id="own-domain"),
        pytest.param({"account_domain": "https://www.ACME.test/"}, id="account-domain"),
    ],
)
def test_the_sellers_domain_tells_the_sides(meta: dict[str, object]) -> None:
    found = mailed(
        {"Dana": "dana@acme.test", "Di": "di@mail.acme.test", "Lee": "lee@borel.test"}, **meta
    )
    assert stated_roles(found) == {
        "Dana": (REP, "domain"),
        "Di": (REP, "domain"),
        "Lee": (CUSTOMER, "domain"),
    }


def test_the_setting_outweighs_the_organizer() -> None:
    found = mailed({"Dana": "dana@acme.test"}, organizer_email="lee@borel.test")
    assert stated_roles(found, own_domains=("@Acme.test",)) == {"Dana": (REP, "domain")}


def test_an_address_as_label_counts() -> None:
    assert stated_roles(call("dana@acme.test"), ("acme.test",))["dana@acme.test"] == (REP, "domain")


@pytest.mark.parametrize(
    ("email", "own"),
    [
        pytest.param("dana@gmail.com", "gmail.com", id="free-mail-as-own"),
        pytest.param("lee@outlook.com", "acme.test", id="free-mail-of-a-guest"),
        pytest.param("lee@borel.test", "", id="own-not-known"),
        pytest.param(None, "acme.test", id="no-address"),
        pytest.param("lee at borel", "acme.test", id="no-real-address"),
    ],
)
def test_says_nothing_without_two_company_domains(email: str | None, own: str) -> None:
    assert stated_roles(mailed({"Dana": email}), (own,)) == {}


def test_a_look_alike_domain_is_not_the_sellers() -> None:
    found = stated_roles(mailed({"Lee": "lee@notacme.test"}), ("acme.test",))
    assert found["Lee"] == (CUSTOMER, "domain")


def test_a_statement_outweighs_the_domain() -> None:
    people = (Participant("Dana", CUSTOMER, "dana@acme.test"),)
    found = Conversation("c", (Turn("Dana", "Hi."),), {}, people)
    assert stated_roles(found, ("acme.test",)) == {"Dana": (CUSTOMER, "stated")}
