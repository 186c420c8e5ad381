"""Bags & leather: what the demo shop has of them."""

from ..pictures.spec import PictureSpec
from .entries import Listing

LISTINGS = [
    Listing(
        "Cognac leather tote with inner pocket",
        seller="saddle-street",
        price=19900,
        stock=3,
        condition="handmade",
        grams=1100,
        photos=4,
        picture=PictureSpec("bags", "tote", "cognac", "cream", "sage", "pocket"),
        attributes={"Material": "Vegetable-tanned cowhide", "Size": "38 × 32 × 13 cm"},
        description=(
            "Cut from one hide so the two sides age together. 38 by 32 cm, edges painted in five "
            "coats, handles long enough for a winter coat. Holds a laptop and the market."
        ),
    ),
    Listing(
        "Chestnut school satchel, two buckles",
        seller="saddle-street",
        price=23900,
        stock=2,
        condition="handmade",
        grams=1350,
        photos=4,
        picture=PictureSpec("bags", "satchel", "chestnut", "brass", "sand"),
        attributes={"Material": "Bridle leather, brass", "Size": "38 × 28 × 11 cm"},
        description=(
            "Hand-stitched at eight to the inch in Ubrique. Solid brass buckles, hidden magnets "
            "for the impatient. Stiff for a month, then yours."
        ),
    ),
    Listing(
        "Olive roll-top backpack, waxed canvas",
        seller="saddle-street",
        price=14900,
        stock=6,
        condition="handmade",
        grams=980,
        photos=3,
        picture=PictureSpec("bags", "backpack", "olive", "cognac", "fog"),
        attributes={"Material": "Waxed cotton, leather", "Volume": "22 l"},
        description=(
            "Rain beads and rolls off. 22 litres, padded sleeve, pockets where hands expect "
            "them. Rewax once a year; the tin is included."
        ),
    ),
    Listing(
        "Forest wallet for six cards",
        seller="saddle-street",
        price=5900,
        stock=12,
        condition="handmade",
        grams=90,
        photos=3,
        picture=PictureSpec("bags", "wallet", "forest", "coral", "clay"),
        attributes={"Material": "Goatskin", "Size": "11 × 8.5 cm"},
        description=(
            "Six cards, folded notes, no bulge. Goatskin the colour of pine shade, stitched in "
            "cream. Initials on request, free."
        ),
    ),
    Listing(
        "Espresso belt with brass buckle",
        seller="saddle-street",
        price=6900,
        stock=10,
        condition="handmade",
        grams=260,
        photos=3,
        picture=PictureSpec("bags", "belt", "espresso", "brass", "blush"),
        attributes={"Material": "Bridle leather", "Width": "35 mm", "Lengths": "80 to 110 cm"},
        description=(
            "One strip of bridle leather, 4 mm thick, that will outlast the trousers. Solid "
            "brass buckle, exchangeable. Tell me your measure from buckle to favourite hole."
        ),
    ),
    Listing(
        "Navy weekend bag with tan ends",
        seller="saddle-street",
        price=22900,
        stock=2,
        condition="handmade",
        grams=1700,
        photos=3,
        picture=PictureSpec("bags", "duffel", "navy", "tan", "oak"),
        attributes={"Material": "Canvas, leather", "Size": "52 × 26 × 24 cm", "Volume": "32 l"},
        description=(
            "Two nights, three if you are brave. Heavy canvas, 32 litres, fits under most "
            "airline noses. Brass zip that runs like a tram."
        ),
    ),
    Listing(
        "Half-moon crossbody, wine",
        seller="saddle-street",
        price=12900,
        stock=5,
        condition="handmade",
        grams=480,
        photos=3,
        picture=PictureSpec("bags", "crossbody", "wine", "gold", "lilac"),
        attributes={"Material": "Calfskin", "Size": "24 × 18 × 7 cm"},
        description=(
            "Phone, keys, purse, paperback. Wine-red calfskin lined with cotton, strap "
            "adjustable from 90 to 120 cm. The button is turned brass."
        ),
    ),
    Listing(
        "Ink tote, smooth leather",
        seller="saddle-street",
        price=18900,
        stock=3,
        condition="handmade",
        grams=1050,
        photos=3,
        picture=PictureSpec("bags", "tote", "ink", "tan", "plaster", seed=1),
        attributes={"Material": "Cowhide", "Size": "38 × 32 × 13 cm"},
        description=(
            "The quiet one for the office. Ink-blue hide with a tan inside you only see when you "
            "need something. Same 38 by 32 cm."
        ),
    ),
    Listing(
        "Old postman's satchel, worn black",
        seller="night-market-finds",
        price=5400,
        stock=1,
        condition="vintage",
        grams=1500,
        photos=4,
        picture=PictureSpec("bags", "satchel", "black", "brass", "clay", seed=1),
        attributes={"Material": "Leather", "Size": "40 × 30 × 12 cm"},
        description=(
            "Carried letters in Styria until about 1985. Leather fed and supple again, one strap "
            "replaced, stitching sound. Scuffs everywhere and proud of them."
        ),
    ),
    Listing(
        "Mustard backpack with espresso straps",
        seller="saddle-street",
        price=14900,
        stock=4,
        condition="handmade",
        grams=980,
        photos=3,
        picture=PictureSpec("bags", "backpack", "mustard", "espresso", "sea", seed=1),
        attributes={"Material": "Waxed cotton, leather", "Volume": "22 l"},
        description=(
            "The one you can find in a pile of coats. 22 litres, same pattern as the olive, "
            "brighter temper."
        ),
    ),
    Listing(
        "Card wallet, cobalt",
        seller="saddle-street",
        price=4500,
        stock=20,
        condition="handmade",
        grams=60,
        photos=2,
        picture=PictureSpec("bags", "wallet", "cobalt", "sun", "sand", seed=1),
        attributes={"Material": "Goatskin", "Size": "10 × 7 cm"},
        description=(
            "Four cards and an emergency note. 10 by 7 cm, 60 grams, thin enough for a shirt. "
            "Edges burnished with beeswax."
        ),
    ),
    Listing(
        "Tan crossbody, saddle stitch",
        seller="saddle-street",
        price=12400,
        stock=4,
        condition="handmade",
        grams=460,
        photos=3,
        picture=PictureSpec("bags", "crossbody", "tan", "chestnut", "sky", seed=1),
        attributes={"Material": "Calfskin", "Size": "24 × 18 × 7 cm"},
        description=(
            "Pale now, honey by autumn. Vegetable-tanned calfskin, saddle-stitched with linen "
            "thread. A growth line crosses the back; the cow lived outdoors."
        ),
    ),
]
