"""Keys, sound & play: what the demo shop has of them."""

from ..pictures.spec import PictureSpec
from .entries import Listing

LISTINGS = [
    Listing(
        "Refurbished mechanical keyboard, ISO-DE",
        seller="keywork",
        price=8900,
        stock=6,
        condition="used",
        grams=1150,
        photos=4,
        picture=PictureSpec("electronics", "keyboard", "charcoal", "sage", "fog"),
        attributes={"Layout": "ISO-DE, 75 %", "Switches": "Tactile, hot-swap", "Cable": "USB-C"},
        description=(
            "Taken apart, washed, lubed and put back together in Eindhoven. Tactile switches, "
            "sage modifiers, German legends on the front edge. Feels new; the case has one "
            "scratch underneath."
        ),
    ),
    Listing(
        "Compact keyboard, plum caps, aluminium case",
        seller="keywork",
        price=14900,
        stock=3,
        condition="new",
        grams=1480,
        photos=3,
        picture=PictureSpec("electronics", "keyboard", "plum", "lilac", "sand", "metal", seed=1),
        attributes={"Layout": "ISO-UK, 65 %", "Switches": "Linear", "Case": "Aluminium"},
        description=(
            "A kilogram and a half of calm. Gasket-mounted, quiet linear switches, caps that "
            "will not shine for years. Spare switches in the box."
        ),
    ),
    Listing(
        "Twenty-five-key analogue-style synthesiser",
        seller="keywork",
        price=31900,
        stock=2,
        condition="new",
        grams=2300,
        photos=3,
        picture=PictureSpec("electronics", "synth", "chalk", "charcoal", "clay", seed=3),
        attributes={"Keys": "25", "Voices": "6", "Outputs": "Stereo, MIDI, USB-C"},
        description=(
            "Eight knobs and no menus. Six voices, a sequencer that forgives mistakes, and a "
            "small screen that shows the shape of the sound. New, firmware current."
        ),
    ),
    Listing(
        "Walnut table radio, restored, with Bluetooth",
        seller="keywork",
        price=19800,
        stock=1,
        condition="vintage",
        grams=4100,
        photos=4,
        picture=PictureSpec("electronics", "radio", "walnut", "oat", "sea"),
        attributes={"Case": "Walnut veneer", "Bands": "FM, Bluetooth", "Width": "48 cm"},
        description=(
            "The case is from 1962 and the inside is from last month. Warm, round sound; the "
            "dial glows. Veneer re-oiled, one shallow ring from somebody's vase left as it was."
        ),
    ),
    Listing(
        "Closed headphones, ivory and cognac",
        seller="keywork",
        price=12900,
        stock=5,
        condition="new",
        grams=290,
        photos=3,
        picture=PictureSpec("electronics", "headphones", "ivory", "cognac", "plaster"),
        attributes={
            "Type": "Closed, over-ear",
            "Cable": "1.5 m, detachable",
            "Impedance": "38 ohm",
        },
        description=(
            "Light enough to forget, closed enough for trains. Real leather pads that can be "
            "replaced, as can the cable and the band. 290 g."
        ),
    ),
    Listing(
        "Bookshelf loudspeaker, walnut, mustard cones",
        seller="keywork",
        price=18900,
        stock=2,
        condition="used",
        grams=4900,
        photos=3,
        picture=PictureSpec("electronics", "speaker", "walnut", "mustard", "sage"),
        attributes={"Drivers": "165 mm and 25 mm", "Height": "38 cm"},
        description=(
            "Two-way, front-ported, with the mustard cones everybody asks about. New surround, "
            "crossover measured. Priced singly; I have two that match, so put both in the cart. "
            "Veneer corners touched up by a careful hand."
        ),
    ),
    Listing(
        "Belt-drive turntable, teak plinth",
        seller="keywork",
        price=27900,
        stock=1,
        condition="vintage",
        grams=6200,
        photos=4,
        picture=PictureSpec("electronics", "turntable", "teak", "coral", "night"),
        attributes={"Drive": "Belt", "Speeds": "33 and 45", "Cartridge": "New, elliptical"},
        description=(
            "New belt, new needle, speed set with a strobe. The teak has darkened nicely around "
            "the platter. Dust cover included, with hairlines from ordinary use."
        ),
    ),
    Listing(
        "Pocket game console, lilac, new screen",
        seller="keywork",
        price=9400,
        stock=4,
        condition="used",
        grams=240,
        photos=3,
        picture=PictureSpec("electronics", "handheld", "lilac", "plum", "sky", seed=2),
        attributes={"Screen": "IPS, new", "Power": "2 × AA"},
        description=(
            "The shell you remember with a screen you can finally see. Buttons and membranes "
            "new, speaker original and proud of it. Plays cartridges from all regions."
        ),
    ),
    Listing(
        "Portable cassette player, cobalt, serviced",
        seller="keywork",
        price=7800,
        stock=2,
        condition="vintage",
        grams=410,
        photos=3,
        picture=PictureSpec("electronics", "cassette", "cobalt", "silver", "ochre"),
        attributes={"Power": "2 × AA", "Outputs": "3.5 mm"},
        description=(
            "New belts, cleaned head, speed set with a test tape. Comes with a mixtape I made "
            "for checking; keep it or tape over it. Clip on the back replaced."
        ),
    ),
    Listing(
        "Studio monitor, single, ink blue",
        seller="keywork",
        price=11900,
        stock=3,
        condition="new",
        grams=5400,
        photos=2,
        picture=PictureSpec("electronics", "speaker", "ink", "silver", "blush", seed=1),
        attributes={"Power": "60 W", "Inputs": "XLR, RCA"},
        description=(
            "Honest to the point of rudeness, which is what you want for mixing. 60 W, front- "
            "ported, with room switches. Sold singly, because sometimes one breaks."
        ),
    ),
    Listing(
        "Kitchen radio, mint, with leather handle",
        seller="keywork",
        price=6900,
        stock=8,
        condition="new",
        grams=1700,
        photos=3,
        picture=PictureSpec("electronics", "radio", "mint", "cream", "oak", seed=1),
        attributes={"Bands": "FM, DAB+", "Power": "Mains or battery, 14 h"},
        description=(
            "Finds your station, keeps your station. DAB+ and FM, fourteen hours on a charge, a "
            "dial that clicks softly. Splash-proof enough for soup."
        ),
    ),
    Listing(
        "Bright yellow tape player, works, scuffed",
        seller="night-market-finds",
        price=3900,
        stock=1,
        condition="used",
        grams=430,
        photos=3,
        picture=PictureSpec("electronics", "cassette", "sun", "charcoal", "clay", seed=1),
        attributes={"Power": "2 × AA"},
        description=(
            "It has been to the beach, you can tell. Plays evenly after a new belt; rewind is "
            "slow. Scuffs on all corners, none in the window."
        ),
    ),
]
