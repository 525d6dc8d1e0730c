"""What Fortnox's fields, and our own settings, are called by people."""

from collections.abc import Mapping

from tamio.outbox.problem import Words

FIELDS: Mapping[str, Words] = {
    "AccountNumber": Words(sv="konto", en="account"),
    "Address1": Words(sv="adress", en="address"),
    "Address2": Words(sv="adressens andra rad", en="second line of the address"),
    "ArticleNumber": Words(sv="artikelnummer", en="article number"),
    "Cancelled": Words(sv="makulerad", en="cancelled"),
    "City": Words(sv="ort", en="city"),
    "Comments": Words(sv="kommentar", en="comment"),
    "CostCenter": Words(sv="kostnadsställe", en="cost centre"),
    "Country": Words(sv="land", en="country"),
    "CountryCode": Words(sv="landskod", en="country code"),
    "CreditInvoiceReference": Words(sv="kreditfaktura i Fortnox", en="credit invoice in Fortnox"),
    "Currency": Words(sv="valuta", en="currency"),
    "CustomerNumber": Words(sv="kundnummer", en="customer number"),
    "DeliveredQuantity": Words(sv="levererat antal", en="delivered quantity"),
    "DeliveryAddress1": Words(sv="leveransadress", en="delivery address"),
    "DeliveryCountry": Words(sv="leveransland", en="country of delivery"),
    "Description": Words(sv="benämning", en="description"),
    "Discount": Words(sv="rabatt", en="discount"),
    "DocumentNumber": Words(sv="ordernummer", en="order number"),
    "Email": Words(sv="e-postadress", en="e-mail address"),
    "EmailInvoice": Words(sv="e-postadress för fakturor", en="e-mail address of invoices"),
    "InvoiceReference": Words(sv="faktura i Fortnox", en="invoice in Fortnox"),
    "ExternalInvoiceReference1": Words(sv="Tamios referens", en="Tamio's reference"),
    "HouseWorkType": Words(sv="husarbetestyp", en="type of housework"),
    "Name": Words(sv="namn", en="name"),
    "OrderDate": Words(sv="orderdatum", en="order date"),
    "OrderedQuantity": Words(sv="beställt antal", en="ordered quantity"),
    "OrganisationNumber": Words(sv="organisationsnummer", en="organisation number"),
    "OurReference": Words(sv="vår referens", en="our reference"),
    "Phone1": Words(sv="telefonnummer", en="telephone number"),
    "Price": Words(sv="pris", en="price"),
    "PriceList": Words(sv="prislista", en="price list"),
    "Project": Words(sv="projekt", en="project"),
    "SalesPrice": Words(sv="försäljningspris", en="sales price"),
    "TermsOfDelivery": Words(sv="leveransvillkor", en="terms of delivery"),
    "TermsOfPayment": Words(sv="betalningsvillkor", en="terms of payment"),
    "Total": Words(sv="summa", en="total"),
    "TotalVAT": Words(sv="moms", en="VAT"),
    "Type": Words(sv="kundtyp", en="customer type"),
    "Unit": Words(sv="enhet", en="unit"),
    "VAT": Words(sv="momssats", en="VAT rate"),
    "VATNumber": Words(sv="momsregistreringsnummer", en="VAT number"),
    "VATType": Words(sv="momstyp", en="VAT type"),
    "YourReference": Words(sv="er referens", en="your reference"),
    "ZipCode": Words(sv="postnummer", en="postal code"),
    # Ours.
    "client": Words(sv="Tamios egna nycklar till Fortnox", en="Tamio's own keys to Fortnox"),
    "consent": Words(sv="medgivande", en="consent"),
    "customer_prefix": Words(sv="prefix för kundnummer", en="prefix of customer numbers"),
    "financial_year": Words(sv="räkenskapsår", en="financial year"),
    "goods_account": Words(sv="intäktskonto", en="revenue account"),
    "licence": Words(sv="licens", en="licence"),
    "locked_period": Words(sv="låst period", en="locked period"),
    "number": Words(sv="nummer", en="number"),
    "outbound_date": Words(sv="utleveransdatum", en="outbound date"),
    "predefined_account": Words(sv="förvalt konto", en="predefined account"),
    "request": Words(sv="anropet", en="the request"),
    "scope": Words(sv="behörighet", en="permission"),
    "text": Words(sv="text", en="text"),
    "warehouse": Words(sv="lagermodulen", en="the warehouse module"),
}


def field_words(field: str) -> Words:
    """The field in our words; one we have no word for keeps the name that Fortnox uses."""
    return FIELDS.get(field, Words(sv=field, en=field))
