"""Cameras & optics: what the demo shop has of them."""

from ..pictures.spec import PictureSpec
from .entries import Listing

LISTINGS = [
    Listing(
        "35 mm reflex camera with 50 mm lens, serviced",
        seller="silver-grain",
        price=16900,
        stock=1,
        condition="vintage",
        grams=980,
        photos=4,
        picture=PictureSpec("cameras", "slr", "black", "silver", "ochre"),
        attributes={
            "Film": "35 mm",
            "Lens": "50 mm f/1.8",
            "Shutter": "1 s to 1/1000",
            "Serviced": "This spring",
        },
        description=(
            "Cleaned, oiled, light seals renewed, shutter measured: the paper with the speeds is "
            "in the box. The meter reads true. Brassing on the corners from somebody's good"
            "travels."
        ),
    ),
    Listing(
        "Cognac leather rangefinder, 40 mm f/2",
        seller="silver-grain",
        price=22400,
        stock=1,
        condition="vintage",
        grams=620,
        photos=4,
        picture=PictureSpec("cameras", "rangefinder", "cognac", "silver", "sage", seed=1),
        attributes={"Film": "35 mm", "Lens": "40 mm f/2", "Finder": "Bright, patch clear"},
        description=(
            "Recovered in cognac leather by a saddler in Leipzig. The rangefinder patch is clear "
            "and agrees with infinity. One small mark on the top plate, not through the chrome."
        ),
    ),
    Listing(
        "Twin-lens reflex, 6 × 6, with hood",
        seller="silver-grain",
        price=28900,
        stock=1,
        condition="vintage",
        grams=1050,
        photos=4,
        picture=PictureSpec("cameras", "twin_lens", "black", "iron", "blush", seed=2),
        attributes={"Film": "120", "Lens": "75 mm f/3.5", "Shutter": "1 s to 1/500"},
        description=(
            "Look down, and the world slows. Lenses free of fungus, slow speeds accurate after "
            "service, hood springs open crisply. Leatherette lifting by two millimetres at one "
            "corner."
        ),
    ),
    Listing(
        "Instant camera, rainbow stripe, tested",
        seller="silver-grain",
        price=8900,
        stock=2,
        condition="vintage",
        grams=710,
        photos=3,
        picture=PictureSpec("cameras", "instant", "ivory", "red", "sky"),
        attributes={"Film": "600 type", "Flash": "Built in, working"},
        description=(
            "Tested with a full pack last week; two of the pictures come with it. Plastic gently "
            "yellowed on the back, rollers clean. Film is still sold new."
        ),
    ),
    Listing(
        "85 mm portrait lens, f/2, M42",
        seller="silver-grain",
        price=13900,
        stock=1,
        condition="used",
        grams=390,
        photos=3,
        picture=PictureSpec("cameras", "lens", "charcoal", "silver", "clay", seed=2),
        attributes={"Mount": "M42", "Aperture": "f/2 to f/16", "Filter": "49 mm"},
        description=(
            "Turns ordinary light into a compliment. Glass clear, blades dry, focus smooth with "
            "a long throw. A cleaning mark on the front that I have never managed to photograph."
        ),
    ),
    Listing(
        "Forest-green field binoculars, 8 × 30",
        seller="silver-grain",
        price=9600,
        stock=1,
        condition="vintage",
        grams=540,
        photos=3,
        picture=PictureSpec("cameras", "binoculars", "forest", "brass", "sand"),
        attributes={"Magnification": "8 × 30", "Weight": "540 g"},
        description=(
            "For herons, stages and the neighbours' new roof. Collimated on my bench, prisms "
            "clean, rubber eyecups new. Lacquer worn to brass where thumbs rest."
        ),
    ),
    Listing(
        "Super 8 film camera with grip",
        seller="silver-grain",
        price=7400,
        stock=1,
        condition="vintage",
        grams=860,
        photos=3,
        picture=PictureSpec("cameras", "movie", "charcoal", "silver", "lilac"),
        attributes={"Film": "Super 8", "Zoom": "8 to 32 mm", "Power": "4 × AA"},
        description=(
            "Runs at 18 and 24 frames and sounds like summer. Zoom and meter work, battery "
            "chamber clean. Sold with a cartridge so you can find out at once."
        ),
    ),
    Listing(
        "Compact rangefinder, black, zone focus",
        seller="silver-grain",
        price=6900,
        stock=3,
        condition="used",
        grams=430,
        photos=3,
        picture=PictureSpec("cameras", "rangefinder", "black", "iron", "plaster"),
        attributes={"Film": "35 mm", "Lens": "38 mm f/2.8"},
        description=(
            "The camera that fits in the other pocket. Zone focus, three little pictures in the "
            "finder, works without a battery. New seals, fresh strap."
        ),
    ),
    Listing(
        "24 mm wide-angle lens, serviced",
        seller="silver-grain",
        price=11800,
        stock=1,
        condition="used",
        grams=310,
        photos=3,
        picture=PictureSpec("cameras", "lens", "black", "red", "sea", seed=1),
        attributes={"Mount": "K bayonet", "Aperture": "f/2.8 to f/22"},
        description=(
            "Straight lines stay straight. Helicoid regreased this month, aperture snappy, both "
            "caps included. Slight wear on the focus ring, none on the glass."
        ),
    ),
    Listing(
        "Reflex camera for parts or patience",
        seller="night-market-finds",
        price=2400,
        stock=1,
        condition="used",
        grams=900,
        photos=3,
        picture=PictureSpec("cameras", "slr", "charcoal", "steel", "walnut", seed=2),
        attributes={"Film": "35 mm", "State": "Shutter sticks below 1/30"},
        description=(
            "I would rather say it here: the shutter sticks at slow speeds. Everything else "
            "works, the lens is clean, and somebody with small screwdrivers will be happy."
        ),
    ),
    Listing(
        "Opera glasses, wine lacquer and gold",
        seller="silver-grain",
        price=5200,
        stock=1,
        condition="vintage",
        grams=260,
        photos=3,
        picture=PictureSpec("cameras", "binoculars", "wine", "gold", "blush", seed=1),
        attributes={"Magnification": "3 × 25", "Case": "Silk pouch"},
        description=(
            "Small enough for a sleeve, bright enough for the second balcony. Lacquer with two "
            "chips near the bridge. In their silk pouch."
        ),
    ),
    Listing(
        "Party instant camera, sky blue",
        seller="silver-grain",
        price=5900,
        stock=4,
        condition="new",
        grams=640,
        photos=2,
        picture=PictureSpec("cameras", "instant", "sky", "sun", "sand", seed=1),
        attributes={"Film": "i-Type", "Battery": "USB-C"},
        description=(
            "New old design: today's electronics in the shape you remember. Autofocus, double "
            "exposure, self-timer that beeps politely. Two-year guarantee."
        ),
    ),
]
