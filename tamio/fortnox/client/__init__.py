"""A typed client for Fortnox API v3: resources, models, errors, OAuth. Imports no Django."""

from tamio.fortnox.client.characters import Cleaned, clean, is_allowed
from tamio.fortnox.client.errors import (
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
from tamio.fortnox.client.exchange import Exchange
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.client.models.account import Account
from tamio.fortnox.client.models.article import Article, ArticleType, StoredArticle
from tamio.fortnox.client.models.company_information import CompanyInformation
from tamio.fortnox.client.models.customer import (
    Customer,
    CustomerSummary,
    CustomerType,
    StoredCustomer,
    VATType,
)
from tamio.fortnox.client.models.financial_year import FinancialYear
from tamio.fortnox.client.models.invoice import (
    Invoice,
    InvoiceRow,
    StoredInvoice,
    StoredInvoiceRow,
)
from tamio.fortnox.client.models.order import (
    DiscountType,
    Order,
    OrderRow,
    OrderSummary,
    StoredOrder,
    StoredOrderRow,
)
from tamio.fortnox.client.oauth import AUTH_URL, INVOICE_SCOPE, SCOPES, OAuth
from tamio.fortnox.client.tokens import Tokens

__all__ = [
    "AUTH_URL",
    "INVOICE_SCOPE",
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
    "Invoice",
    "InvoiceRow",
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
    "StoredInvoice",
    "StoredInvoiceRow",
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
