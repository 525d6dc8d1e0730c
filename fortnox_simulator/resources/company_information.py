"""/3/companyinformation."""

from fortnox_simulator.resources.call import Answer, Call, Route

FIELDS = {
    "Address": "address",
    "City": "city",
    "CountryCode": "country_code",
    "CompanyName": "name",
    "OrganizationNumber": "organisation_number",
    "VisitAddress": "visit_address",
    "VisitCity": "visit_city",
    "VisitCountryCode": "visit_country_code",
    "VisitZipCode": "visit_zip_code",
    "ZipCode": "zip_code",
}


def get(call: Call) -> Answer:
    """The tenant id stands here as DatabaseNumber, an integer."""
    card = call.company.card
    fields = {name: card.get(ours, "") for name, ours in FIELDS.items()}
    fields["DatabaseNumber"] = call.company.tenant
    return Answer(200, {"CompanyInformation": fields})


ROUTES = (Route("GET", "companyinformation", get, "companyinformation"),)
