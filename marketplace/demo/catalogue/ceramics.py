"""Ceramics: what the demo shop has of them."""

from ..pictures.spec import PictureSpec
from .entries import Listing

LISTINGS = [
    Listing(
        "Hand-thrown celadon tea bowl",
        seller="kiln-and-ash",
        price=5200,
        stock=4,
        condition="handmade",
        grams=420,
        photos=4,
        picture=PictureSpec("ceramics", "tea_bowl", "celadon", "rust", "sand", "drip"),
        attributes={"Material": "Stoneware", "Diameter": "11 cm", "Volume": "300 ml"},
        description=(
            "Fits two hands and one quiet quarter of an hour. Celadon below, an iron glaze that "
            "ran where it wanted above. 11 cm wide, 300 ml, safe in the dishwasher though it "
            "would rather not."
        ),
    ),
    Listing(
        "Cobalt and ivory shoulder vase, 28 cm",
        seller="kiln-and-ash",
        price=8900,
        stock=2,
        condition="handmade",
        grams=1500,
        photos=4,
        picture=PictureSpec("ceramics", "vase", "cobalt", "ivory", "blush", "band"),
        attributes={"Material": "Stoneware", "Height": "28 cm"},
        description=(
            "A calm band of bare ivory between two fields of cobalt. 28 cm tall, watertight, "
            "glazed inside. The blue breaks slightly darker on one shoulder."
        ),
    ),
    Listing(
        "Speckled cylinder vase, bone white",
        seller="kiln-and-ash",
        price=6400,
        stock=5,
        condition="handmade",
        grams=1200,
        photos=3,
        picture=PictureSpec("ceramics", "vase", "ivory", "ink", "ochre", "speckle", seed=1),
        attributes={"Material": "Stoneware", "Height": "26 cm"},
        description=(
            "Iron in the clay comes up through the glaze as freckles. 26 cm tall with a narrow "
            "neck that makes five stems look like a bouquet."
        ),
    ),
    Listing(
        "Pair of speckled mugs, morning blue",
        seller="kiln-and-ash",
        price=4200,
        stock=12,
        condition="handmade",
        grams=780,
        photos=3,
        picture=PictureSpec("ceramics", "mugs", "sky", "terracotta", "oak", "speckle"),
        attributes={"Material": "Stoneware", "Volume": "330 ml each"},
        description=(
            "Two mugs thrown on the same morning. 330 ml each, with a handle wide enough for "
            "three fingers. Slight differences in height, about four millimetres."
        ),
    ),
    Listing(
        "Stacking plates and bowl, chalk and cobalt, set of five",
        seller="kiln-and-ash",
        price=11800,
        stock=3,
        condition="handmade",
        grams=3600,
        photos=3,
        picture=PictureSpec("ceramics", "plates", "chalk", "cobalt", "moss", "rings"),
        attributes={"Material": "Porcelain stoneware", "Pieces": "5"},
        description=(
            "Four plates of 25 cm and one bowl, the edges wiped so the white shows through. They "
            "stack without scraping. One plate has a pinhole in the glaze and is priced for it."
        ),
    ),
    Listing(
        "Black iron-glaze teapot with brass handle",
        seller="kiln-and-ash",
        price=9600,
        stock=2,
        condition="handmade",
        grams=1100,
        photos=4,
        picture=PictureSpec("ceramics", "teapot", "iron", "cream", "lilac", seed=1),
        attributes={"Material": "Stoneware, brass", "Volume": "900 ml"},
        description=(
            "Pours without dripping; I test every one. 900 ml, with a strainer thrown into the "
            "spout and a bent brass handle that stays cool."
        ),
    ),
    Listing(
        "Dipped milk jug, mustard over raw clay",
        seller="kiln-and-ash",
        price=3800,
        stock=8,
        condition="handmade",
        grams=640,
        photos=3,
        picture=PictureSpec("ceramics", "pitcher", "mustard", "cream", "fog", "dip"),
        attributes={"Material": "Stoneware", "Volume": "700 ml"},
        description=(
            "Held by the foot and dipped once, so the line is where my fingers were. 700 ml, a "
            "generous handle, good for milk or for poppies."
        ),
    ),
    Listing(
        "Three bottle vases, terracotta and chalk",
        seller="kiln-and-ash",
        price=7400,
        stock=4,
        condition="handmade",
        grams=1900,
        photos=3,
        picture=PictureSpec("ceramics", "bottles", "terracotta", "chalk", "sea", "rings"),
        attributes={"Material": "Earthenware", "Heights": "14, 17 and 27 cm"},
        description=(
            "A small family that looks best slightly apart. 27, 17 and 14 cm tall, ringed by "
            "hand on the wheel. For dried stems, or for nothing at all."
        ),
    ),
    Listing(
        "Ash-glazed moon vase, moss",
        seller="kiln-and-ash",
        price=12900,
        stock=1,
        condition="handmade",
        grams=2100,
        photos=4,
        picture=PictureSpec("ceramics", "vase", "moss", "ivory", "wine", "drip", seed=2),
        attributes={"Material": "Stoneware, wood ash", "Height": "30 cm"},
        description=(
            "Fired for two days with beech ash that melted down the shoulders. 30 cm tall and "
            "heavy for its size. A kiln scar near the foot, smoothed so it will not scratch."
        ),
    ),
    Listing(
        "Rose bottle-neck vase, ringed",
        seller="kiln-and-ash",
        price=5600,
        stock=6,
        condition="handmade",
        grams=1100,
        photos=3,
        picture=PictureSpec("ceramics", "vase", "rose", "ivory", "sky", "rings", seed=3),
        attributes={"Material": "Stoneware", "Height": "24 cm"},
        description=(
            "One stem, given all the room it deserves. Soft rose with four ivory rings, 24 cm "
            "tall, neck 3 cm wide."
        ),
    ),
    Listing(
        "Serving bowl, celadon with rust foot",
        seller="kiln-and-ash",
        price=6800,
        stock=3,
        condition="handmade",
        grams=1450,
        photos=3,
        picture=PictureSpec("ceramics", "bowl", "celadon", "rust", "clay", "dip"),
        attributes={"Material": "Stoneware", "Diameter": "27 cm"},
        description=(
            "Big enough for salad for four, handsome enough to stay on the table. 27 cm wide, "
            "food-safe glaze, warm in the hand where the clay is bare."
        ),
    ),
    Listing(
        "Studio pottery pitcher, signed, 1970s",
        seller="night-market-finds",
        price=3400,
        stock=1,
        condition="vintage",
        grams=1300,
        photos=3,
        picture=PictureSpec("ceramics", "pitcher", "teal", "cream", "clay", "band", seed=1),
        attributes={"Material": "Stoneware", "Height": "22 cm", "Mark": "Impressed B"},
        description=(
            "From an estate near Graz. 22 cm tall, with an impressed B under the foot that "
            "nobody could tell me more about. Fine crazing inside, so for flowers rather than"
            "milk."
        ),
    ),
]
