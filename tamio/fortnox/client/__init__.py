"""A typed client for Fortnox API v3: resources, models, errors, OAuth. Imports no Django."""

from .characters import Cleaned, clean, is_allowed
from .errors import (
    ConsentRefused,
    Forbidden,
    FortnoxError,
    InvalidClient,
    InvalidGrant,
    Malformed,
    MalformedWrite,
    NoLicence,
    NoScope,
    NotFound,
    NotSent,
    OAuthError,
    OutcomeUnknown,
    RateLimited,
    Refused,
    Unauthorized,
    Unavailable,
    oauth_error,
)
from .exchange import Exchange
from .fortnox import Fortnox
from .models.account import Account
from .models.article import Article, ArticleType, StoredArticle
from .models.company_information import CompanyInformation
from .models.customer import Customer, CustomerSummary, CustomerType, StoredCustomer, VATType
from .models.financial_year import FinancialYear
from .models.order import (
    DiscountType,
    Order,
    OrderRow,
    OrderSummary,
    StoredOrder,
    StoredOrderRow,
)
from .oauth import AUTH_URL, SCOPES, OAuth
from .tokens import Tokens

__all__ = [
    "AUTH_URL",
    "SCOPES",
    "Account",
    "Article",
    "ArticleType",
    "Cleaned",
    "CompanyInformation",
    "ConsentRefused",
    "Customer",
    "CustomerSummary",
    "CustomerType",
    "DiscountType",
    "Exchange",
    "FinancialYear",
    "Forbidden",
    "Fortnox",
    "FortnoxError",
    "InvalidClient",
    "InvalidGrant",
    "Malformed",
    "MalformedWrite",
    "NoLicence",
    "NoScope",
    "NotFound",
    "NotSent",
    "OAuth",
    "OAuthError",
    "Order",
    "OrderRow",
    "OrderSummary",
    "OutcomeUnknown",
    "RateLimited",
    "Refused",
    "StoredArticle",
    "StoredCustomer",
    "StoredOrder",
    "StoredOrderRow",
    "Tokens",
    "Unauthorized",
    "Unavailable",
    "VATType",
    "clean",
    "is_allowed",
    "oauth_error",
]
