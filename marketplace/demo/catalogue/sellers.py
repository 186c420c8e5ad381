"""Who sells in the demo shop."""

from .entries import Seller

SELLERS = [
    Seller(
        "Ada's Lamps",
        slug="adas-lamps",
        owner="Ada Lindqvist",
        email="ada@example.com",
        country="SE",
        city="Malmö",
        handling_days=2,
        return_days=30,
        categories=("lamps",),
        backdrop="sage",
        story=(
            "I started with my grandmother's reading lamp and a borrowed soldering iron. Today I "
            "rewire old lamps and build new ones in a former bakery by the canal in Malmö. Every "
            "lamp burns for an hour on my bench before it travels."
        ),
    ),
    Seller(
        "Kiln & Ash",
        slug="kiln-and-ash",
        owner="Mirela Popa",
        email="mirela@example.com",
        country="RO",
        city="Cluj-Napoca",
        handling_days=4,
        return_days=14,
        categories=("ceramics",),
        backdrop="clay",
        story=(
            "Two wheels, one wood kiln and a dog who knows not to wag near the shelves. I fire "
            "four times a year with beech from our own hill. What cracks becomes the garden"
            "path."
        ),
    ),
    Seller(
        "Loom North",
        slug="loom-north",
        owner="Signe Halvorsen",
        email="signe@example.com",
        country="DK",
        city="Aarhus",
        handling_days=3,
        return_days=30,
        categories=("textiles",),
        backdrop="fog",
        story=(
            "My loom was built in 1911 and has outlived three owners. I weave wool from sheep I "
            "could introduce you to, and I find old textiles new homes. Mending is free for as "
            "long as I can thread a needle."
        ),
    ),
    Seller(
        "Second Chapter",
        slug="second-chapter",
        owner="Tomás Ferreira",
        email="tomas@example.com",
        country="PT",
        city="Porto",
        handling_days=2,
        return_days=14,
        categories=("books",),
        backdrop="oak",
        story=(
            "A bookshop on a staircase in Porto, so steep that the cat takes breaks. We sell "
            "what we would keep, and print a little ourselves on the press in the cellar. Books "
            "travel in cardboard cut to their size."
        ),
    ),
    Seller(
        "Silver Grain",
        slug="silver-grain",
        owner="Jonas Weber",
        email="jonas@example.com",
        country="DE",
        city="Leipzig",
        handling_days=3,
        return_days=14,
        categories=("cameras",),
        backdrop="ochre",
        story=(
            "I repaired cameras for a newspaper until it stopped printing. Now I service film "
            "cameras at a window above the tram stop and shoot a test roll with each one. You "
            "get the negatives too."
        ),
    ),
    Seller(
        "Keywork",
        slug="keywork",
        owner="Pieter de Vries",
        email="pieter@example.com",
        country="NL",
        city="Eindhoven",
        handling_days=1,
        return_days=30,
        categories=("electronics",),
        backdrop="sea",
        story=(
            "We take apart what others throw away and put it back together properly. Three "
            "people, nine soldering stations, far too many keycaps. Everything leaves tested, "
            "with a note of what we changed."
        ),
    ),
    Seller(
        "Green Corner",
        slug="green-corner",
        owner="Giulia Romano",
        email="giulia@example.com",
        country="IT",
        city="Bologna",
        handling_days=1,
        return_days=14,
        categories=("plants",),
        backdrop="plaster",
        story=(
            "A greenhouse behind a bicycle workshop in Bologna. Plants leave on Mondays so that "
            "none spends a weekend in a depot. If yours arrives sad, send a photo and we sort it"
            "out."
        ),
    ),
    Seller(
        "Oak & After",
        slug="oak-and-after",
        owner="Henrik Larsen",
        email="henrik@example.com",
        country="DK",
        city="Odense",
        handling_days=5,
        return_days=14,
        categories=("furniture",),
        backdrop="sand",
        story=(
            "My father built furniture and I rescue it. We reglue, re-cover and only sand where "
            "sanding helps. Large pieces travel with our own driver, Ole, who will carry them "
            "upstairs."
        ),
    ),
    Seller(
        "The Little Sawmill",
        slug="little-sawmill",
        owner="Katarzyna Nowak",
        email="kasia@example.com",
        country="PL",
        city="Gdańsk",
        handling_days=3,
        return_days=30,
        categories=("toys",),
        backdrop="sky",
        story=(
            "Our toys are cut from beech that my brother fells and painted at a table that used "
            "to be a door. Two children test everything and are not gentle. Spare wheels are "
            "always free."
        ),
    ),
    Seller(
        "Hour & Stone",
        slug="hour-and-stone",
        owner="Nour Haddad",
        email="nour@example.com",
        country="FR",
        city="Lyon",
        handling_days=2,
        return_days=30,
        categories=("jewellery",),
        backdrop="blush",
        story=(
            "I set stones in the morning and repair watches after lunch, when the light turns "
            "steady. The workshop is on the slopes of the Croix-Rousse. Each piece comes with a "
            "card saying what it is and what it is not."
        ),
    ),
    Seller(
        "Saddle Street",
        slug="saddle-street",
        owner="Marta Ruiz",
        email="marta@example.com",
        country="ES",
        city="Ubrique",
        handling_days=5,
        return_days=14,
        categories=("bags",),
        backdrop="walnut",
        story=(
            "Half of our street sews leather and the other half talks about it. I learned to "
            "stitch from my uncle, two needles and one thread. Repairs are free for five years, "
            "and mostly not needed."
        ),
    ),
    Seller(
        "Blackbird Kitchen",
        slug="blackbird-kitchen",
        owner="Eoin Byrne",
        email="eoin@example.com",
        country="IE",
        city="Cork",
        handling_days=2,
        return_days=30,
        categories=("kitchen",),
        backdrop="moss",
        story=(
            "A small shop near the English Market in Cork for things that cook. I buy from "
            "smiths and turners within an hour's drive, and give old pots a second stove. Knives "
            "leave sharp and wrapped in yesterday's crossword."
        ),
    ),
    Seller(
        "Night Market Finds",
        slug="night-market-finds",
        owner="Lena Vogel",
        email="lena@example.com",
        country="AT",
        city="Vienna",
        handling_days=4,
        opens_late=True,
        return_days=14,
        categories=(
            "lamps",
            "ceramics",
            "textiles",
            "cameras",
            "electronics",
            "furniture",
            "toys",
            "bags",
        ),
        backdrop="ink",
        story=(
            "I have gone to flea markets with a torch since I was fourteen, and my flat is full. "
            "So here are the things I love but cannot keep. I photograph every scratch I can"
            "find."
        ),
    ),
]
