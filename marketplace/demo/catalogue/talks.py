"""What buyers ask and sellers answer; it fits anything that has a size and a parcel."""

QUESTIONS = [
    ("How heavy is it? I would carry it up four floors.", "Light enough for one hand."),
    ("Would you send it as a gift, with a card?", "Gladly. Write me what the card should say."),
    ("Is the colour as warm as on the first photo?", "In daylight it is a little cooler."),
    ("Could you send two of them together?", "Yes, and the postage is the same."),
    ("Does it smell of anything? I am sensitive.", "Of nothing at all, it has aired for weeks."),
    ("How do I clean it?", "A damp cloth is enough. No soap."),
    ("Do you have another one like it, a bit larger?", "Not now; a larger one comes next month."),
    ("Can I call you about it? 0151 2345678", "Write here, I answer within the hour."),
    ("Is there any damage that one does not see?", "None. I looked at it again just now."),
    ("How long does it take to reach an island?", "Two days more than the page says."),
]
ABOUT_ORDERS = [
    (True, "Thank you for the quick dispatch! Could it be left with the neighbour on the left?"),
    (False, "I have written it on the parcel. It is packed twice, so do not mind the old carton."),
    (True, "Wonderful. I look forward to it."),
]
FIRST_WORDS = "Thank you for your order! I pack it tonight and it leaves in the morning."
PREPARED = [
    ("On its way", "Thank you for your order! It leaves tomorrow morning, well packed."),
    ("Together", "Put both in the cart: I send them in one parcel, and the postage is paid once."),
    ("How tall", "All sizes are under “About it”. If one is missing I measure it for you tonight."),
]
