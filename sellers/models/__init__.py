from sellers.models.payout_method import PayoutMethod
from sellers.models.performance_fact import PerformanceFact
from sellers.models.provider_account import ProviderAccount
from sellers.models.rating import Rating
from sellers.models.seller import Seller

__all__ = ["PayoutMethod", "PerformanceFact", "ProviderAccount", "Rating", "Seller"]
