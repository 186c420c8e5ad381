"""Kitchen: what the demo shop has of them."""

from ..pictures.spec import PictureSpec
from .entries import Listing

LISTINGS = [
    Listing(
        "Damascus chef's knife, walnut handle",
        seller="blackbird-kitchen",
        price=18900,
        stock=3,
        condition="handmade",
        grams=230,
        photos=4,
        picture=PictureSpec("kitchen", "knife", "walnut", "oak", "sage", "damascus", seed=1),
        attributes={"Steel": "67 layers, core 60 HRC", "Blade": "20 cm"},
        description=(
            "Forged in Cork by a man who used to make gates. 20 cm blade, 67 layers, sharp "
            "enough to read a tomato. Wash by hand, dry at once, argue about it never."
        ),
    ),
    Listing(
        "Carbon-steel cleaver, ink handle",
        seller="blackbird-kitchen",
        price=12900,
        stock=2,
        condition="handmade",
        grams=390,
        photos=3,
        picture=PictureSpec("kitchen", "knife", "ink", "walnut", "plaster", seed=2),
        attributes={"Steel": "Carbon, 61 HRC", "Blade": "17 cm"},
        description=(
            "For cabbages, herbs and confidence. 17 cm, thin behind the edge, balanced at the "
            "pinch. Will turn grey and blue with use; that is its armour."
        ),
    ),
    Listing(
        "Iron skillet with oak handle, 28 cm",
        seller="blackbird-kitchen",
        price=7400,
        stock=7,
        condition="new",
        grams=1900,
        photos=3,
        picture=PictureSpec("kitchen", "pan", "iron", "oak", "clay"),
        attributes={"Material": "Spun iron, oak", "Diameter": "28 cm"},
        description=(
            "Lighter than cast, seasoned three times with linseed. 28 cm, oven-safe for half an "
            "hour. Eggs slide after the second breakfast."
        ),
    ),
    Listing(
        "Enamelled casserole, burnt orange, 5 l",
        seller="blackbird-kitchen",
        price=16900,
        stock=4,
        condition="used",
        grams=5600,
        photos=4,
        picture=PictureSpec("kitchen", "casserole", "orange", "brass", "fog"),
        attributes={"Material": "Enamelled cast iron", "Volume": "5 l", "Diameter": "26 cm"},
        description=(
            "Has made perhaps a thousand stews and wants more. 5 litres, 26 cm. Enamel sound, "
            "light staining inside, one chip on the rim of the lid, photographed."
        ),
    ),
    Listing(
        "Moka pot, six cups, new gasket",
        seller="blackbird-kitchen",
        price=2900,
        stock=9,
        condition="used",
        grams=720,
        photos=3,
        picture=PictureSpec("kitchen", "moka", "silver", "black", "ochre"),
        attributes={"Material": "Aluminium", "Cups": "6", "Hob": "Gas, electric"},
        description=(
            "Six small cups or two honest ones. Descaled, new gasket, valve tested. The handle "
            "has one melted freckle from a careless flame."
        ),
    ),
    Listing(
        "Copper stove kettle, walnut grip",
        seller="blackbird-kitchen",
        price=13900,
        stock=2,
        condition="vintage",
        grams=1400,
        photos=4,
        picture=PictureSpec("kitchen", "kettle", "copper", "walnut", "sea"),
        attributes={"Material": "Copper, tinned inside", "Volume": "1.8 l"},
        description=(
            "Newly tinned inside, so it is ready for water, not only for shelves. 1.8 litres, "
            "sings a low note. Two shallow dents near the spout, older than me."
        ),
    ),
    Listing(
        "Pepper and salt mills, walnut and birch",
        seller="blackbird-kitchen",
        price=6400,
        stock=8,
        condition="handmade",
        grams=860,
        photos=3,
        picture=PictureSpec("kitchen", "mill", "walnut", "birch", "blush"),
        attributes={"Material": "Walnut, birch", "Heights": "26 and 20 cm"},
        description=(
            "Turned from two offcuts that met on the same lathe. 26 and 20 cm, ceramic grinders, "
            "adjustable from dust to gravel."
        ),
    ),
    Listing(
        "Two chopping boards, walnut and maple",
        seller="blackbird-kitchen",
        price=8200,
        stock=5,
        condition="handmade",
        grams=2900,
        photos=3,
        picture=PictureSpec("kitchen", "boards", "walnut", "birch", "sky"),
        attributes={"Material": "Walnut, maple", "Sizes": "46 × 33 and 31 cm"},
        description=(
            "One to work on, one to serve from. 46 by 33 cm and 31 cm round, oiled with linseed "
            "and beeswax. They do not warp if they may stand."
        ),
    ),
    Listing(
        "Granite mortar with marble pestle",
        seller="blackbird-kitchen",
        price=4800,
        stock=6,
        condition="new",
        grams=5400,
        photos=3,
        picture=PictureSpec("kitchen", "mortar", "stone", "chalk", "moss"),
        attributes={"Material": "Granite, marble", "Diameter": "17 cm"},
        description=(
            "Heavy enough to stay put while you do not. 17 cm, rough inside where it should be. "
            "Grind a spoon of rice first and throw it away."
        ),
    ),
    Listing(
        "Petrol enamel kettle, birch grip",
        seller="blackbird-kitchen",
        price=6900,
        stock=6,
        condition="new",
        grams=1250,
        photos=3,
        picture=PictureSpec("kitchen", "kettle", "teal", "birch", "sand", seed=1),
        attributes={"Material": "Enamelled steel, birch", "Volume": "2 l", "Hob": "All"},
        description=(
            "Whistles in thirds. 2 litres, for every hob including induction. New, in a box you "
            "can post back if the colour is not yours."
        ),
    ),
    Listing(
        "Little casserole, sage, 2.5 l",
        seller="blackbird-kitchen",
        price=9400,
        stock=5,
        condition="new",
        grams=3400,
        photos=3,
        picture=PictureSpec("kitchen", "casserole", "sage", "brass", "blush", seed=1),
        attributes={"Material": "Enamelled cast iron", "Volume": "2.5 l"},
        description=(
            "Risotto for two, bread for four. 2.5 litres with a brass knob that takes 250 "
            "degrees. New, with a lifetime you may hold us to."
        ),
    ),
    Listing(
        "Paring knife, cherry-red handle",
        seller="blackbird-kitchen",
        price=450,
        stock=40,
        condition="new",
        grams=60,
        photos=2,
        picture=PictureSpec("kitchen", "knife", "red", "birch", "lilac"),
        attributes={"Steel": "Stainless", "Blade": "9 cm"},
        description=(
            "The knife every kitchen loses and misses. 9 cm, stainless, dishwasher-proof. Buy "
            "one, hide another."
        ),
    ),
]
