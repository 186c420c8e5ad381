"""The demo people: who buys, who helps, who runs the place."""

from dataclasses import dataclass

DEMO_PASSWORD = "holdfast-demo"  # noqa: S105


@dataclass(frozen=True)
class Buyer:
    """Somebody who buys, with the address things are sent to."""

    name: str
    email: str
    street: str
    postcode: str
    city: str
    country: str
    time_zone: str
    language: str


@dataclass(frozen=True)
class Helper:
    """Somebody who works for the marketplace; role is one of staff_roles, or admin for a superuser."""

    name: str
    email: str
    role: str
    time_zone: str = "Europe/Berlin"
    language: str = "en"


BUYERS = [
    Buyer(
        "Ben Carter",
        "ben@example.com",
        "14 Harbour Row",
        "T12 K5F2",
        "Cork",
        "IE",
        "Europe/Dublin",
        "en",
    ),
    Buyer(
        "Hanna Fischer",
        "hanna@example.com",
        "Lindenstraße 27",
        "04109",
        "Leipzig",
        "DE",
        "Europe/Berlin",
        "de",
    ),
    Buyer(
        "Luc Moreau",
        "luc@example.com",
        "8 rue des Tanneurs",
        "69001",
        "Lyon",
        "FR",
        "Europe/Paris",
        "fr",
    ),
    Buyer(
        "Amira Saleh",
        "amira@example.com",
        "Kanaalstraat 112",
        "3531 CK",
        "Utrecht",
        "NL",
        "Europe/Amsterdam",
        "ar",
    ),
    Buyer(
        "Chiara Conti",
        "chiara@example.com",
        "Via San Felice 41",
        "40122",
        "Bologna",
        "IT",
        "Europe/Rome",
        "it",
    ),
    Buyer(
        "Diego Torres",
        "diego@example.com",
        "Calle del Olmo 9",
        "28012",
        "Madrid",
        "ES",
        "Europe/Madrid",
        "es",
    ),
    Buyer(
        "Elin Berg",
        "elin@example.com",
        "Storgatan 3",
        "753 31",
        "Uppsala",
        "SE",
        "Europe/Stockholm",
        "en",
    ),
    Buyer(
        "Farid Rahmani",
        "farid@example.com",
        "Neubaugasse 58",
        "1070",
        "Vienna",
        "AT",
        "Europe/Vienna",
        "de",
    ),
    Buyer(
        "Greta Lund",
        "greta@example.com",
        "Vestergade 22",
        "8000",
        "Aarhus",
        "DK",
        "Europe/Copenhagen",
        "en",
    ),
    Buyer(
        "Ioana Marin",
        "ioana@example.com",
        "Strada Horea 16",
        "400174",
        "Cluj-Napoca",
        "RO",
        "Europe/Bucharest",
        "en",
    ),
    Buyer(
        "Jan Kowalski",
        "jan@example.com",
        "ul. Długa 31",
        "80-831",
        "Gdańsk",
        "PL",
        "Europe/Warsaw",
        "en",
    ),
    Buyer(
        "Leonor Silva",
        "leonor@example.com",
        "Rua das Flores 75",
        "4050-265",
        "Porto",
        "PT",
        "Europe/Lisbon",
        "en",
    ),
    Buyer(
        "Mikko Laine",
        "mikko@example.com",
        "Aleksanterinkatu 12",
        "33100",
        "Tampere",
        "FI",
        "Europe/Helsinki",
        "en",
    ),
    Buyer(
        "Odile Peeters",
        "odile@example.com",
        "Veldstraat 40",
        "9000",
        "Ghent",
        "BE",
        "Europe/Brussels",
        "fr",
    ),
]

STAFF = [
    Helper("Sofia Brandt", "staff@example.com", "agent"),
    Helper("Holdfast Admin", "admin@example.com", "admin"),
    Helper("Otto Lund", "otto@example.com", "senior"),
    Helper("Nia Costa", "nia@example.com", "finance"),
]

BUYER = BUYERS[0]
SELLER_EMAIL = "ada@example.com"
AGENT = STAFF[0]
ADMIN = STAFF[1]
# Who reads large decisions a second time.
SECOND = STAFF[2]
FINANCE = STAFF[3]
