"""/3/settings: the company's card as it keeps it, and until when its books are locked."""

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.fields import countries
from fortnox_simulator.resources.call import Answer, Call, Route

# Fortnox's field to the card's.
FIELDS = {
    "Address": "address",
    "BG": "bankgiro",
    "BIC": "bic",
    "BranchCode": "branch_code",
    "City": "city",
    "ContactFirstName": "contact_first_name",
    "ContactLastName": "contact_last_name",
    "CountryCode": "country_code",
    "Domicile": "domicile",
    "Email": "email",
    "Fax": "fax",
    "IBAN": "iban",
    "Name": "name",
    "OrganizationNumber": "organisation_number",
    "PG": "plusgiro",
    "Phone1": "phone",
    "Phone2": "phone_2",
    "VATNumber": "vat_number",
    "VisitAddress": "visit_address",
    "VisitCity": "visit_city",
    "VisitCountryCode": "visit_country_code",
    "VisitName": "visit_name",
    "VisitZipCode": "visit_zip_code",
    "WWW": "website",
    "ZipCode": "zip_code",
}


def company(call: Call) -> Answer:
    """The tenant id stands here as DatabaseNumber, a string: unlike in companyinformation."""
    card = call.company.card
    fields: Document = {name: card.get(ours) or "" for name, ours in FIELDS.items()}
    for prefix in ("", "Visit"):
        code = fields[f"{prefix}CountryCode"]
        fields[f"{prefix}Country"] = countries.name_of(code) if code else ""
    fields["DatabaseNumber"] = str(call.company.tenant)
    fields["TaxEnabled"] = bool(card.get("tax_enabled", True))
    return Answer(200, {"CompanySettings": dict(sorted(fields.items()))})


def locked_period(call: Call) -> Answer:
    """Without a date no period is locked."""
    last = call.company.locked_until
    return Answer(200, {"LockedPeriod": {"EndDate": last.isoformat()} if last else {}})


ROUTES = (
    Route("GET", "settings/company", company, "settings"),
    Route("GET", "settings/lockedperiod", locked_period, "settings"),
)
