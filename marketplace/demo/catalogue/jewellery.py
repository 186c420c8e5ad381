"""Watches & jewellery: what the demo shop has of them."""

from ..pictures.spec import PictureSpec
from .entries import Listing

LISTINGS = [
    Listing(
        "Gold-plated dress watch, navy dial, 1970s",
        seller="hour-and-stone",
        price=24900,
        stock=1,
        condition="vintage",
        grams=60,
        photos=4,
        picture=PictureSpec("jewellery", "watch", "gold", "navy", "sand", "espresso"),
        attributes={"Movement": "Hand-wound, 17 jewels", "Case": "34 mm", "Serviced": "This year"},
        description=(
            "Seventeen jewels, wound by hand each morning. Serviced in Lyon, gains eight seconds "
            "a day. Plating worn at one lug, new strap, original buckle."
        ),
    ),
    Listing(
        "Silver pocket watch with chain",
        seller="hour-and-stone",
        price=31900,
        stock=1,
        condition="vintage",
        grams=140,
        photos=4,
        picture=PictureSpec("jewellery", "pocket_watch", "silver", "ivory", "wine"),
        attributes={"Material": "800 silver", "Case": "48 mm", "Year": "About 1905"},
        description=(
            "Ticks like a small confident clock. 800 silver, enamel dial without hairlines, "
            "chain 32 cm. Keeps time within two minutes a day, as it always has."
        ),
    ),
    Listing(
        "Gold ring with teal tourmaline",
        seller="hour-and-stone",
        price=48900,
        stock=1,
        condition="handmade",
        grams=15,
        photos=4,
        picture=PictureSpec("jewellery", "ring", "gold", "teal", "blush"),
        attributes={"Material": "14 ct gold, tourmaline", "Size": "54", "Stone": "1.4 ct"},
        description=(
            "A stone the colour of deep water, set open so light comes in from below. 14 carat "
            "gold, size 54, resized once for free. The inclusion on one side is its fingerprint."
        ),
    ),
    Listing(
        "Cobalt glass drop earrings",
        seller="hour-and-stone",
        price=5400,
        stock=8,
        condition="handmade",
        grams=12,
        photos=3,
        picture=PictureSpec("jewellery", "earrings", "gold", "cobalt", "sage"),
        attributes={"Material": "Glass, gold-filled", "Length": "5 cm"},
        description=(
            "Glass pulled into drops over a flame, each pair from one rod. 5 cm long, 6 g each, "
            "gold-filled hooks. They click softly when you laugh."
        ),
    ),
    Listing(
        "Geometric earrings, brass and coral enamel",
        seller="hour-and-stone",
        price=4200,
        stock=10,
        condition="handmade",
        grams=14,
        photos=3,
        picture=PictureSpec("jewellery", "earrings", "brass", "coral", "fog", "geometric"),
        attributes={"Material": "Brass, enamel", "Length": "4.5 cm"},
        description=(
            "A triangle holding on to a circle. Brass with fired enamel, 4.5 cm, nickel-free "
            "hooks. Polish the brass or let it go quiet."
        ),
    ),
    Listing(
        "Pendant with forest-green stone",
        seller="hour-and-stone",
        price=17900,
        stock=2,
        condition="handmade",
        grams=22,
        photos=3,
        picture=PictureSpec("jewellery", "necklace", "gold", "forest", "plaster", "light"),
        attributes={"Material": "Gold vermeil, chrome diopside", "Chain": "45 cm"},
        description=(
            "A green that looks black until it moves. Chrome diopside in gold vermeil, chain 45 "
            "cm with a ring at 42. In a card box, no plastic."
        ),
    ),
    Listing(
        "Coral bead necklace, restrung",
        seller="hour-and-stone",
        price=9800,
        stock=1,
        condition="vintage",
        grams=48,
        photos=3,
        picture=PictureSpec("jewellery", "necklace", "gold", "coral", "clay", "beads"),
        attributes={"Material": "Glass beads, gold-filled", "Length": "44 cm"},
        description=(
            "Venetian glass in coral red from the 1950s, restrung on silk with a knot between "
            "each. 44 cm. Two beads are slightly paler; I put them near the clasp."
        ),
    ),
    Listing(
        "Three bangles, silver and gold",
        seller="hour-and-stone",
        price=14600,
        stock=4,
        condition="handmade",
        grams=70,
        photos=3,
        picture=PictureSpec("jewellery", "bracelet", "silver", "gold", "night"),
        attributes={"Material": "925 silver, gold-plated", "Inner width": "63 mm"},
        description=(
            "Two silver, one gold, made to be heard a little. Inner width 63 mm, hammered on the "
            "outside, smooth within."
        ),
    ),
    Listing(
        "Beaded bracelets in teal, set of three",
        seller="hour-and-stone",
        price=3800,
        stock=12,
        condition="handmade",
        grams=36,
        photos=2,
        picture=PictureSpec("jewellery", "bracelet", "teal", "sun", "sand", "beads"),
        attributes={"Material": "Ceramic beads", "Inner width": "58 mm"},
        description=(
            "Ceramic beads on strong elastic, the yellow ones by hand. Fits wrists up to 18 cm. "
            "Summer in three loops."
        ),
    ),
    Listing(
        "Plum enamel flower brooch",
        seller="hour-and-stone",
        price=6800,
        stock=3,
        condition="vintage",
        grams=30,
        photos=3,
        picture=PictureSpec("jewellery", "brooch", "gold", "plum", "oak", seed=1),
        attributes={"Material": "Gilt metal, enamel", "Diameter": "5 cm"},
        description=(
            "Eight petals and a glass heart, about 1960. 5 cm across, pin straight, catch firm. "
            "A rubbed spot of gilding on the rim."
        ),
    ),
    Listing(
        "Steel field watch, black dial",
        seller="hour-and-stone",
        price=18900,
        stock=5,
        condition="new",
        grams=75,
        photos=3,
        picture=PictureSpec("jewellery", "watch", "steel", "black", "fog", "olive", seed=1),
        attributes={"Movement": "Automatic", "Case": "38 mm", "Water": "10 bar"},
        description=(
            "Made to be looked at while running for trains. 38 mm, automatic, hands you can read "
            "at dusk. New, two-year guarantee, olive strap."
        ),
    ),
    Listing(
        "Small rose-stone ring, silver",
        seller="hour-and-stone",
        price=8900,
        stock=6,
        condition="handmade",
        grams=10,
        photos=3,
        picture=PictureSpec("jewellery", "ring", "silver", "rose", "lilac", "small", seed=1),
        attributes={"Material": "925 silver, rose quartz", "Size": "52 to 58"},
        description=(
            "Rose quartz in a plain silver seat. Light, low, safe with sleeves. Tell me your "
            "size between 52 and 58 with the order."
        ),
    ),
]
