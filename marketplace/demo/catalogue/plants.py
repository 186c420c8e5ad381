"""Plants: what the demo shop has of them."""

from ..pictures.spec import PictureSpec
from .entries import Listing

LISTINGS = [
    Listing(
        "Monstera in terracotta, 60 cm",
        seller="green-corner",
        price=3900,
        stock=6,
        condition="new",
        grams=4200,
        photos=4,
        picture=PictureSpec("plants", "monstera", "terracotta", "cream", "plaster"),
        attributes={"Height": "60 cm", "Light": "Bright, no noon sun", "Water": "Weekly"},
        description=(
            "Six leaves, three of them already split, and a new one on its way. Potted in a 19 "
            "cm terracotta pot it can stay in for two years. Travels staked and wrapped; it "
            "forgives the courier."
        ),
    ),
    Listing(
        "Snake plant in speckled pot",
        seller="green-corner",
        price=2600,
        stock=12,
        condition="new",
        grams=2600,
        photos=3,
        picture=PictureSpec("plants", "swords", "chalk", "ink", "clay", "speckle"),
        attributes={"Height": "45 cm", "Light": "Any", "Water": "Every three weeks"},
        description=(
            "Thrives on your holidays. Seven blades, 45 cm tall, in a speckled stoneware pot by "
            "a neighbour of ours. No drainage hole, so water like you mean less."
        ),
    ),
    Listing(
        "Column cactus with two flowers",
        seller="green-corner",
        price=1900,
        stock=9,
        condition="new",
        grams=1400,
        photos=3,
        picture=PictureSpec("plants", "cactus", "sky", "cream", "blush", "dip"),
        attributes={"Height": "32 cm", "Light": "South window", "Water": "Every three weeks"},
        description=(
            "It flowered in May and looks pleased with itself. 32 cm tall, in a dipped pot with "
            "a saucer. Packed in a paper collar, so unpack it by the pot."
        ),
    ),
    Listing(
        "Golden barrel cactus in mustard pot",
        seller="green-corner",
        price=3400,
        stock=4,
        condition="new",
        grams=2100,
        photos=3,
        picture=PictureSpec("plants", "cactus", "mustard", "cream", "sea", seed=1),
        attributes={"Diameter": "16 cm", "Light": "Full sun", "Water": "Monthly"},
        description=(
            "Fifteen years old and in no hurry. 16 cm across, with a crown of small flowers. "
            "Gloves are in the box; they are not a joke."
        ),
    ),
    Listing(
        "String of hearts, trailing 50 cm",
        seller="green-corner",
        price=2200,
        stock=10,
        condition="new",
        grams=900,
        photos=3,
        picture=PictureSpec("plants", "trailing", "rose", "cream", "fog"),
        attributes={"Length": "50 cm", "Light": "Bright", "Water": "When light"},
        description=(
            "Hang it where the morning passes by. Trails of about 50 cm, full at the top, in a "
            "rose pot. Some leaves drop on the journey and grow back."
        ),
    ),
    Listing(
        "Rubber plant, burgundy shine, 70 cm",
        seller="green-corner",
        price=4400,
        stock=5,
        condition="new",
        grams=4600,
        photos=3,
        picture=PictureSpec("plants", "rubber", "ink", "cream", "sand", seed=1),
        attributes={"Height": "70 cm", "Light": "Bright", "Water": "Every ten days"},
        description=(
            "Wipe the leaves once a month and it looks like furniture polish has feelings. 70 "
            "cm, thirteen leaves, in an ink-blue pot."
        ),
    ),
    Listing(
        "Pilea with a dozen coins",
        seller="green-corner",
        price=1800,
        stock=15,
        condition="new",
        grams=1100,
        photos=3,
        picture=PictureSpec("plants", "pilea", "ivory", "rust", "lilac", "band"),
        attributes={"Height": "28 cm", "Light": "Bright, turned weekly", "Water": "Weekly"},
        description=(
            "Gives away babies like advice. About thirty round leaves, 28 cm tall, two offsets "
            "already showing. Turn it every week or it will lean."
        ),
    ),
    Listing(
        "Olive tree on a clear stem",
        seller="green-corner",
        price=5900,
        stock=3,
        condition="new",
        grams=6800,
        photos=3,
        picture=PictureSpec("plants", "tree", "terracotta", "cream", "sky", seed=2),
        attributes={"Height": "80 cm", "Light": "Full sun, balcony", "Hardy": "To −5 °C"},
        description=(
            "A small Mediterranean holiday, 80 cm tall. Four years old, pruned in March, happy "
            "outside down to minus five. May fruit; may not; never apologises."
        ),
    ),
    Listing(
        "Succulent bowl, five rosettes",
        seller="green-corner",
        price=3200,
        stock=7,
        condition="new",
        grams=2400,
        photos=3,
        picture=PictureSpec("plants", "succulents", "stone", "cream", "oak"),
        attributes={"Diameter": "24 cm", "Light": "South window", "Water": "Every two weeks"},
        description=(
            "Five rosettes planted so that none of them wins. In a stone-glazed bowl of 24 cm, "
            "with grit and a drainage layer. Colours deepen in the sun."
        ),
    ),
    Listing(
        "Boston fern in ringed pot",
        seller="green-corner",
        price=2700,
        stock=8,
        condition="new",
        grams=2300,
        photos=3,
        picture=PictureSpec("plants", "fern", "cream", "cobalt", "ochre", "rings"),
        attributes={"Width": "50 cm", "Light": "Shade", "Water": "Often"},
        description=(
            "Likes your bathroom more than you do. 50 cm wide, dense, in a cream pot with cobalt "
            "rings. Mist it and it will outlive the tiles."
        ),
    ),
    Listing(
        "Young monstera, cutting with roots",
        seller="green-corner",
        price=1400,
        stock=20,
        condition="new",
        grams=800,
        photos=2,
        picture=PictureSpec("plants", "monstera", "sage", "cream", "blush", seed=2),
        attributes={"Height": "25 cm", "Light": "Bright, no noon sun", "Water": "Weekly"},
        description=(
            "Rooted in April, two leaves, no splits yet: those come with age, as with all of us. "
            "25 cm, in a sage pot of 11 cm."
        ),
    ),
    Listing(
        "Succulent bowl, dusk colours",
        seller="green-corner",
        price=3400,
        stock=5,
        condition="new",
        grams=2500,
        photos=3,
        picture=PictureSpec("plants", "succulents", "terracotta", "cream", "lilac", seed=3),
        attributes={"Diameter": "24 cm", "Light": "South window", "Water": "Every two weeks"},
        description=(
            "The same five friends, chosen for their purples. Terracotta bowl of 24 cm. If a "
            "leaf falls, lay it on the soil and wait."
        ),
    ),
]
