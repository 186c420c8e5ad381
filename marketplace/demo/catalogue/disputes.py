"""What goes wrong in the demo shop: the buyer's words and the seller's answer, by reason."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """A dispute in the two people's own words; picture is the kind of damage photo, if any."""

    reason: str
    claim: str
    answer: str
    picture: str = ""


DISPUTES: list[Story] = [
    Story(
        "ND-DAMAGED",
        "The parcel came with one corner pushed in, and inside it was in two pieces. "
        "I photographed the box before opening it and the pieces as they lay.",
        "I am sorry, that must have been a sad parcel to open. I packed it in two boxes, so it "
        "must have fallen hard. I will claim it from the carrier; you should not have to wait.",
        "broken",
    ),
    Story(
        "ND-DAMAGED",
        "There is a crack running from the rim to the foot. It was not there in your photos. "
        "It holds together, but I would not dare to fill it.",
        "Thank you for the clear picture. It left here whole, I tested it that morning. "
        "Would you keep it for a third of the price back, or would you rather return it?",
        "broken",
    ),
    Story(
        "ND-DAMAGED",
        "A deep scratch across the front, right where one looks first. "
        "The wrapping was torn at the same place.",
        "That was the tape gun of our new packer, I fear. You choose: money back against return, "
        "or I send you a touch-up kit and forty euros.",
        "scratched",
    ),
    Story(
        "ND-DEFECT",
        "It worked for three days, then it went dark and smelled warm. "
        "I tried another socket and another bulb and then unplugged it.",
        "Please leave it unplugged. I would like to see what happened inside, so I am sending "
        "you a return label. You get your money when it is on its way.",
    ),
    Story(
        "ND-DEFECT",
        "The shutter sticks at every speed below 1/60. The first film is half black. "
        "Your description said serviced this spring.",
        "It was serviced, and I have the measurements from April. Cold can do this to a shutter. "
        "I offer to service it again at my cost, post both ways.",
    ),
    Story(
        "ND-WRONG",
        "I ordered the teal one and this is certainly not teal. "
        "It is pretty, but it is somebody else's.",
        "You are right, I swapped two parcels on Tuesday. Yours is with a kind man in Ghent. "
        "Keep it safe; I send a label and the right one the same day.",
        "wrong",
    ),
    Story(
        "ND-WRONG",
        "The keyboard has a different layout from the one I bought. "
        "The box says one thing, the keys say another.",
        "The label on the box was wrong and I trusted it. You can return it at my cost, "
        "or keep it for thirty euros less.",
    ),
    Story(
        "ND-MISSING",
        "The listing says five pieces and there were four in the box. "
        "I looked through all the paper twice.",
        "I counted five, but I also had a very long Friday. "
        "The fifth goes out tomorrow, or you get its share back, as you like.",
    ),
    Story(
        "ND-MISSING",
        "The cable and the charger shown in the third photo were not included. "
        "Without them it is an ornament.",
        "They are in my drawer, I have just looked. They leave today by express. "
        "If you prefer, buy them where you are and I pay the bill.",
    ),
    Story(
        "ND-DESCRIPTION",
        "Described as used with light wear. The seat is stained and two seams are open, "
        "none of it in the photos. I attach what I see.",
        "One seam was open and I should have shown it; I sell old things and this one was priced "
        "for it. I can offer a quarter back. The stain I have not seen before.",
        "stained",
    ),
    Story(
        "ND-DESCRIPTION",
        "It says solid walnut. Where the edge is chipped one sees board underneath. "
        "I like it, but it is not what I paid for.",
        "The top is solid, the sides are veneered, and my text did not say so. "
        "I have changed it. Shall we agree on a fair part of the price?",
        "scratched",
    ),
    Story(
        "NR-LOST",
        "The tracking has not moved since the sorting centre eleven days ago. "
        "The carrier tells me to ask the sender.",
        "I have opened an inquiry with the carrier today. "
        "If there is nothing by Friday, it is lost and you are refunded in full.",
    ),
    Story(
        "NR-LOST",
        "Marked as delivered, but nobody here signed for it. "
        "I asked both neighbours and looked behind the bins.",
        "The scan shows a signature I cannot read and a street that is not yours. "
        "I have sent the carrier your address and the scan.",
    ),
    Story(
        "ND-DAMAGED",
        "There is a scratch on it that is not in your photos. I like it all the same.",
        "It must have happened on the way, I am sorry. Keep it, and pay less for it?",
        "scratched",
    ),
]
