from sellers.models.buyer_rating import BuyerRating
from sellers.models.level_change import LevelChange
from sellers.models.payout_method import PayoutMethod
from sellers.models.payout_minimum import PayoutMinimum
from sellers.models.performance_fact import PerformanceFact
from sellers.models.provider_account import ProviderAccount
from sellers.models.rating import Rating
from sellers.models.rating_report import RatingReport
from sellers.models.sanction import Sanction
from sellers.models.seller import Seller
from sellers.models.shelf_mean import ShelfMean
from sellers.models.verification import Verification

__all__ = [
    "BuyerRating",
    "LevelChange",
    "PayoutMethod",
    "PayoutMinimum",
    "PerformanceFact",
    "ProviderAccount",
    "Rating",
    "RatingReport",
    "Sanction",
    "Seller",
    "ShelfMean",
    "Verification",
]
