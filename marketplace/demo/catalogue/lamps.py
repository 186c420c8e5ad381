"""Lamps & light: what the demo shop has of them."""

from ..pictures.spec import PictureSpec
from .entries import Listing

LISTINGS = [
    Listing(
        "Brass swing-arm reading lamp, 1960s",
        seller="adas-lamps",
        price=18900,
        stock=1,
        condition="vintage",
        grams=2600,
        photos=4,
        picture=PictureSpec("lamps", "swing", "brass", "forest", "plaster"),
        attributes={
            "Material": "Brass, painted steel",
            "Height": "46 cm",
            "Bulb": "E14, LED included",
            "Origin": "Sweden, about 1964",
        },
        description=(
            "The arm stays exactly where you leave it, which is rarer than it sounds. Solid "
            "brass, 46 cm tall, reach 52 cm, with the original bottle-green shade. I renewed the "
            "cable and plug; there is a small dent near the joint, photographed in the close-up."
        ),
    ),
    Listing(
        "Ceramic table lamp with pleated shade, sea teal",
        seller="adas-lamps",
        price=12400,
        stock=3,
        condition="handmade",
        grams=3100,
        photos=4,
        picture=PictureSpec("lamps", "column", "teal", "cream", "blush", "pleats"),
        attributes={"Material": "Stoneware, cotton", "Height": "48 cm", "Bulb": "E27"},
        description=(
            "Thrown in Malmö, glazed in a deep sea teal and wired by me. The shade is hand- "
            "pleated cotton, 32 cm across. No two glazes pool alike, so yours will have its own"
            "tide line."
        ),
    ),
    Listing(
        "Mushroom table lamp, burnt orange",
        seller="adas-lamps",
        price=8900,
        stock=6,
        condition="new",
        grams=1900,
        photos=3,
        picture=PictureSpec("lamps", "mushroom", "orange", "orange", "sage"),
        attributes={"Material": "Spun steel", "Height": "38 cm", "Bulb": "E14"},
        description=(
            "Warm light downwards, almost none in your eyes. Spun steel, 38 cm tall, lacquered "
            "inside in soft white. New, with a two-metre cloth cable and a switch you can find "
            "in the dark."
        ),
    ),
    Listing(
        "Opal globe lamp on a brass foot",
        seller="adas-lamps",
        price=14500,
        stock=2,
        condition="vintage",
        grams=2200,
        photos=3,
        picture=PictureSpec("lamps", "globe", "brass", "ivory", "night"),
        attributes={"Material": "Opal glass, brass", "Diameter": "26 cm", "Bulb": "E27"},
        description=(
            "A mouth-blown opal globe of 26 cm, glowing evenly all the way round. The foot has "
            "the honest patina of fifty years; I cleaned it and did not polish it. Rewired to "
            "today's rules."
        ),
    ),
    Listing(
        "Enamel dome pendant, mustard",
        seller="adas-lamps",
        price=11200,
        stock=4,
        condition="new",
        grams=1700,
        photos=3,
        picture=PictureSpec("lamps", "pendant", "mustard", "ivory", "ink", "dome"),
        attributes={"Material": "Enamelled steel", "Diameter": "40 cm", "Cable": "2 m"},
        description=(
            "Hang it low over a table and people stay longer. Enamelled steel, 40 cm wide, white "
            "inside, with a two-metre black cable and a brass canopy. Ceiling hook included, "
            "bulb not."
        ),
    ),
    Listing(
        "Oak tripod lamp with linen drum shade",
        seller="adas-lamps",
        price=15900,
        stock=3,
        condition="new",
        grams=3400,
        photos=3,
        picture=PictureSpec("lamps", "tripod", "oak", "oat", "sea"),
        attributes={"Material": "Oak, linen", "Height": "58 cm", "Bulb": "E27"},
        description=(
            "Three turned oak legs, oiled, and a drum of undyed linen. 58 cm tall and steady on "
            "old floorboards. The shade comes flat against the foot so the parcel stays small."
        ),
    ),
    Listing(
        "Paper lantern lamp, round, with walnut feet",
        seller="adas-lamps",
        price=6400,
        stock=9,
        condition="handmade",
        grams=900,
        photos=3,
        picture=PictureSpec("lamps", "lantern", "ivory", "cream", "walnut"),
        attributes={"Material": "Mulberry paper, walnut", "Height": "45 cm"},
        description=(
            "Mulberry paper over a spiral of bamboo, glued by hand. 45 cm tall, weighs less than "
            "a loaf of bread. Small fibres in the paper show when it is lit; that is the charm"
            "of it."
        ),
    ),
    Listing(
        "Workshop task lamp, petrol blue, rewired",
        seller="adas-lamps",
        price=7600,
        stock=1,
        condition="used",
        grams=2300,
        photos=4,
        picture=PictureSpec("lamps", "swing", "steel", "teal", "fog", seed=1),
        attributes={"Material": "Steel", "Reach": "60 cm", "Bulb": "E27"},
        description=(
            "Came from a watch repair bench that closed in 2019. The paint is worn to steel on "
            "the rim, as it should be. New springs, new cable, tested for an hour before it"
            "leaves me."
        ),
    ),
    Listing(
        "Stoneware column lamp with cone shade, chalk",
        seller="adas-lamps",
        price=9800,
        stock=5,
        condition="handmade",
        grams=2800,
        photos=3,
        picture=PictureSpec("lamps", "column", "chalk", "blush", "clay", "cone", seed=2),
        attributes={"Material": "Stoneware, cotton", "Height": "44 cm", "Bulb": "E27"},
        description=(
            "A quiet lamp for a busy room. Unglazed chalk stoneware, smooth as a river stone, "
            "with a blush cotton cone. 44 cm tall, in-line dimmer included."
        ),
    ),
    Listing(
        "Conical pendant in oxide red",
        seller="adas-lamps",
        price=8400,
        stock=7,
        condition="new",
        grams=1400,
        photos=2,
        picture=PictureSpec("lamps", "pendant", "brick", "cream", "sand", "cone"),
        attributes={"Material": "Spun aluminium", "Diameter": "42 cm", "Cable": "2 m"},
        description=(
            "Spun from one sheet of aluminium, 42 cm wide, powder coated in oxide red. Light "
            "enough for a plaster ceiling. Looks best in a row of three; tell me and I send them"
            "together."
        ),
    ),
    Listing(
        "Cherry-red mushroom lamp, flea-market find",
        seller="night-market-finds",
        price=4900,
        stock=1,
        condition="used",
        grams=1800,
        photos=3,
        picture=PictureSpec("lamps", "mushroom", "red", "red", "walnut", seed=1),
        attributes={"Material": "Plastic", "Height": "36 cm", "Bulb": "E14"},
        description=(
            "Found under a table in Vienna, cleaned and tested. Plastic cap with two hairline "
            "scratches on the back, shown in the photo. 36 cm tall, works on a normal E14 bulb."
        ),
    ),
    Listing(
        "Turned plum lamp base with ivory drum",
        seller="adas-lamps",
        price=13800,
        stock=2,
        condition="vintage",
        grams=3300,
        photos=3,
        picture=PictureSpec("lamps", "column", "plum", "ivory", "lilac", seed=1),
        attributes={"Material": "Glazed earthenware", "Height": "51 cm", "Bulb": "E27"},
        description=(
            "A baluster base in a glaze you only get from old kilns, somewhere between plum and "
            "ink. The ivory shade is new. One glaze skip under the foot, invisible when it"
            "stands."
        ),
    ),
]
