"""The pages of the back office, and below them those that integrations mount."""

from django.urls import URLPattern, URLResolver, include, path

from tamio.backoffice import slots
from tamio.backoffice.giftcards import report as gift_card_report
from tamio.backoffice.giftcards import views as gift_cards
from tamio.backoffice.packs import views as packs
from tamio.backoffice.payments import bank_views, settings_view
from tamio.backoffice.payments import views as payments
from tamio.backoffice.people import views as people
from tamio.backoffice.plans import views as plans
from tamio.backoffice.plans.repricing import views as repricing
from tamio.backoffice.shopfront import page_views as shop_pages
from tamio.backoffice.shopfront import views as shop
from tamio.backoffice.tokens import views as tokens
from tamio.backoffice.views import (
    arrangement,
    audit,
    crediting,
    customer_imports,
    customers,
    dashboard,
    entry,
    exchange_rates,
    freight,
    importing,
    integrations,
    invoices,
    letters,
    listing,
    offers,
    papers,
    pictures,
    privacy,
    products,
    returning,
    settings,
    shipping,
    stock,
    vat,
    withdrawals,
)

app_name = "backoffice"

_STORE = "<slug:store_slug>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", entry.entry, name="entry"),
    path(f"{_STORE}/", dashboard.dashboard, name="dashboard"),
    path(f"{_STORE}/products/", products.products, name="products"),
    path(f"{_STORE}/products/new/", products.new, name="new_product"),
    path(f"{_STORE}/products/<int:pk>/", products.product, name="product"),
    path(f"{_STORE}/products/packs/new/", packs.new, name="new_pack"),
    path(f"{_STORE}/products/packs/<int:pk>/", packs.pack, name="pack"),
    path(f"{_STORE}/products/imports/", importing.imports, name="imports"),
    path(f"{_STORE}/products/imports/<int:pk>/", importing.one_import, name="import"),
    path(
        f"{_STORE}/products/imports/<int:pk>/problems.csv",
        importing.problems_csv,
        name="import_problems",
    ),
    path(f"{_STORE}/products/products.csv", importing.export_csv, name="export_csv"),
    path(f"{_STORE}/products/products.xlsx", importing.export_excel, name="export_excel"),
    path(f"{_STORE}/products/<int:pk>/options/", products.options, name="product_options"),
    path(f"{_STORE}/products/<int:pk>/plans/", plans.plans, name="plans"),
    path(f"{_STORE}/products/<int:pk>/plans/new/", plans.new_plan, name="new_plan"),
    path(f"{_STORE}/products/plans/<int:pk>/", plans.plan, name="plan"),
    path(f"{_STORE}/products/plans/<int:pk>/price/", repricing.new_price, name="new_price"),
    path(f"{_STORE}/price-changes/<int:pk>/", repricing.price_change, name="price_change"),
    path(
        f"{_STORE}/price-changes/<int:pk>/off/", repricing.price_change_off, name="price_change_off"
    ),
    path(f"{_STORE}/products/<int:pk>/stock/", stock.movements, name="product_stock"),
    path(f"{_STORE}/products/<int:pk>/pictures/", pictures.pictures, name="product_pictures"),
    path(
        f"{_STORE}/products/<int:pk>/pictures/<int:image>/",
        pictures.picture,
        name="product_picture",
    ),
    path(
        f"{_STORE}/products/<int:pk>/pictures/<int:image>/deletion/",
        pictures.delete_picture,
        name="delete_picture",
    ),
    path(f"{_STORE}/products/arrangement/", arrangement.arrangement, name="arrangement"),
    path(f"{_STORE}/products/categories/new/", arrangement.new_category, name="new_category"),
    path(f"{_STORE}/products/categories/<int:pk>/", arrangement.category, name="category"),
    path(
        f"{_STORE}/products/categories/<int:pk>/deletion/",
        arrangement.delete_category,
        name="delete_category",
    ),
    path(f"{_STORE}/products/collections/new/", arrangement.new_collection, name="new_collection"),
    path(f"{_STORE}/products/collections/<int:pk>/", arrangement.collection, name="collection"),
    path(
        f"{_STORE}/products/collections/<int:pk>/deletion/",
        arrangement.delete_collection,
        name="delete_collection",
    ),
    path(f"{_STORE}/customers/", customers.customers, name="customers"),
    path(f"{_STORE}/customers/duplicates/", customers.duplicates, name="duplicates"),
    path(f"{_STORE}/customers/imports/", customer_imports.imports, name="customer_imports"),
    path(
        f"{_STORE}/customers/imports/<int:pk>/", customer_imports.one_import, name="customer_import"
    ),
    path(
        f"{_STORE}/customers/imports/<int:pk>/problems.csv",
        customer_imports.problems_csv,
        name="customer_import_problems",
    ),
    path(f"{_STORE}/customers/<int:number>/", customers.customer, name="customer"),
    path(
        f"{_STORE}/customers/<int:number>/invoice-email/",
        customers.invoice_email,
        name="invoice_email",
    ),
    path(
        f"{_STORE}/customers/<int:number>/vat-number/check/",
        customers.check_vat_number,
        name="check_vat_number",
    ),
    path(f"{_STORE}/customers/<int:number>/privacy/", privacy.privacy, name="privacy"),
    path(f"{_STORE}/customers/<int:number>/privacy.json", privacy.known, name="privacy_json"),
    path(f"{_STORE}/invoices/", invoices.invoices, name="invoices"),
    path(f"{_STORE}/invoices/list/", listing.invoice_list, name="invoice_list"),
    path(f"{_STORE}/invoices/<int:number>/", invoices.invoice, name="invoice"),
    path(f"{_STORE}/invoices/<int:number>/invoice.pdf", papers.invoice_pdf, name="invoice_pdf"),
    path(f"{_STORE}/invoices/<int:number>/mail/", papers.mailed_invoice, name="mailed_invoice"),
    path(f"{_STORE}/invoices/<int:number>/payment/", payments.payment, name="payment"),
    path(
        f"{_STORE}/invoices/<int:number>/payment/<int:pk>/take-back/",
        payments.taken_back,
        name="payment_taken_back",
    ),
    path(f"{_STORE}/invoices/<int:number>/pay-back/", payments.paid_back, name="paid_back"),
    path(f"{_STORE}/invoices/<int:number>/credit/", crediting.credit, name="credit"),
    path(f"{_STORE}/credit-notes/<int:number>/", crediting.credit_note, name="credit_note"),
    path(
        f"{_STORE}/credit-notes/<int:number>/credit-note.pdf",
        papers.credit_note_pdf,
        name="credit_note_pdf",
    ),
    path(f"{_STORE}/bank-files/", bank_views.bank_files, name="bank_files"),
    path(f"{_STORE}/bank-files/<int:pk>/", bank_views.bank_file, name="bank_file"),
    path(
        f"{_STORE}/bank-files/<int:pk>/payments.csv",
        bank_views.bank_file_csv,
        name="bank_file_csv",
    ),
    path(f"{_STORE}/bank-payments/<int:pk>/", bank_views.bank_entry, name="bank_entry"),
    path(
        f"{_STORE}/bank-payments/<int:pk>/leave-out/",
        bank_views.bank_entry_left_out,
        name="bank_entry_left_out",
    ),
    path(f"{_STORE}/invoices/<int:number>/ship/", shipping.new_shipment, name="ship"),
    path(
        f"{_STORE}/invoices/<int:number>/shipments/<int:pk>/slip/",
        shipping.packing_slip,
        name="packing_slip",
    ),
    path(
        f"{_STORE}/invoices/<int:number>/shipments/<int:pk>/taken-back/",
        shipping.taken_back,
        name="shipment_taken_back",
    ),
    path(
        f"{_STORE}/invoices/<int:number>/shipments/<int:pk>/receipt/",
        shipping.receipt,
        name="shipment_receipt",
    ),
    path(f"{_STORE}/invoices/<int:number>/return/", returning.new_return, name="return"),
    path(f"{_STORE}/invoices/<int:number>/letters/", letters.sent_again, name="sent_again"),
    path(f"{_STORE}/invoices/<int:number>/link/", letters.link_renewed, name="link_renewed"),
    path(f"{_STORE}/picking-list/", shipping.picking_list, name="picking_list"),
    path(f"{_STORE}/withdrawals/", withdrawals.withdrawals, name="withdrawals"),
    path(f"{_STORE}/withdrawals/<int:pk>/", withdrawals.withdrawal, name="withdrawal"),
    path(f"{_STORE}/withdrawals/<int:pk>/rejected/", withdrawals.rejected, name="rejected"),
    path(f"{_STORE}/withdrawals/<int:pk>/invoice/", withdrawals.identified, name="identified"),
    path(f"{_STORE}/letters/", letters.letters, name="letters"),
    path(f"{_STORE}/letters/<str:kind>/", letters.letter, name="letter"),
    path(f"{_STORE}/letters/<str:kind>/letter.html", letters.letter_html, name="letter_html"),
    path(f"{_STORE}/integrations/", integrations.integrations, name="integrations"),
    path(f"{_STORE}/audit/", audit.audit, name="audit"),
    path(f"{_STORE}/audit/audit.csv", audit.audit_csv, name="audit_csv"),
    path(f"{_STORE}/audit/audit.json", audit.audit_json, name="audit_json"),
    path(f"{_STORE}/vat/", vat.vat, name="vat"),
    path(f"{_STORE}/vat/oss.csv", vat.vat_csv, name="vat_csv"),
    path(f"{_STORE}/vat/rates/", vat.vat_rates, name="vat_rates"),
    path(f"{_STORE}/vat/rates/<int:pk>/remove/", vat.remove_vat_rate, name="remove_vat_rate"),
    path(f"{_STORE}/shop/", shop.look, name="shop_look"),
    path(f"{_STORE}/shop/themes/<slug:theme>.svg", shop.preview, name="shop_theme"),
    path(f"{_STORE}/shop/logo/", shop.logo, name="shop_logo"),
    path(f"{_STORE}/shop/logo/deletion/", shop.delete_logo, name="delete_logo"),
    path(f"{_STORE}/shop/domain/", shop.domain, name="shop_domain"),
    path(f"{_STORE}/shop/new-page/", shop_pages.new_page, name="new_shop_page"),
    path(f"{_STORE}/shop/pages/", shop_pages.pages, name="shop_pages"),
    path(f"{_STORE}/shop/pages/<slug:page>/", shop_pages.page, name="shop_page"),
    path(
        f"{_STORE}/shop/pages/<slug:page>/deletion/",
        shop_pages.delete_page,
        name="delete_shop_page",
    ),
    path(f"{_STORE}/settings/", settings.settings, name="settings"),
    path(f"{_STORE}/", include("tamio.backoffice.clock.urls")),
    path(f"{_STORE}/", include("tamio.backoffice.dunning.urls")),
    path(f"{_STORE}/", include("tamio.backoffice.lists.urls")),
    path(f"{_STORE}/", include("tamio.backoffice.palette.urls")),
    path(f"{_STORE}/start/", include("tamio.backoffice.first_steps.urls")),
    path(f"{_STORE}/subscriptions/", include("tamio.backoffice.subscriptions.urls")),
    path(f"{_STORE}/settings/ways-to-pay/", settings_view.ways_to_pay, name="ways_to_pay"),
    path(f"{_STORE}/settings/api-tokens/", tokens.api_tokens, name="api_tokens"),
    path(f"{_STORE}/settings/api-tokens/<int:pk>/revoke/", tokens.revoked, name="revoke_api_token"),
    path(f"{_STORE}/people/", people.people, name="people"),
    path(f"{_STORE}/people/roles/", people.roles, name="roles"),
    path(f"{_STORE}/people/invite/", people.invite, name="invite"),
    path(f"{_STORE}/people/<int:pk>/", people.person, name="person"),
    path(f"{_STORE}/people/<int:pk>/remove/", people.remove_person, name="remove_person"),
    path(f"{_STORE}/people/invitations/<int:pk>/again/", people.invite_again, name="invite_again"),
    path(
        f"{_STORE}/people/invitations/<int:pk>/take-back/",
        people.take_back,
        name="take_invitation_back",
    ),
    path(f"{_STORE}/people/agency/end/", people.end_agency, name="end_agency"),
    path(f"{_STORE}/people/two-factor/", people.two_factor, name="require_two_factor"),
    path(f"{_STORE}/shipping/", freight.shipping, name="shipping"),
    path(f"{_STORE}/shipping/zones/new/", freight.new_zone, name="new_zone"),
    path(f"{_STORE}/shipping/zones/<int:pk>/", freight.zone, name="zone"),
    path(f"{_STORE}/shipping/zones/<int:pk>/remove/", freight.remove, name="remove_zone"),
    path(f"{_STORE}/shipping/methods/new/", freight.new_method, name="new_method"),
    path(f"{_STORE}/shipping/methods/<int:pk>/", freight.method, name="method"),
    path(f"{_STORE}/offers/", offers.offers, name="offers"),
    path(f"{_STORE}/offers/new/", offers.new, name="new_offer"),
    path(f"{_STORE}/offers/<int:pk>/", offers.offer, name="offer"),
    path(f"{_STORE}/offers/<int:pk>/codes/", offers.add_codes, name="add_codes"),
    path(f"{_STORE}/offers/<int:pk>/codes.csv", offers.codes_csv, name="codes_csv"),
    path(f"{_STORE}/gift-cards/", gift_cards.gift_cards, name="gift_cards"),
    path(f"{_STORE}/gift-cards/new/", gift_cards.give, name="give_gift_card"),
    path(
        f"{_STORE}/gift-cards/settings/", gift_cards.gift_card_settings, name="gift_card_settings"
    ),
    path(f"{_STORE}/gift-cards/owed/", gift_card_report.liability_page, name="gift_card_liability"),
    path(
        f"{_STORE}/gift-cards/owed.csv",
        gift_card_report.liability_file,
        name="gift_card_liability_csv",
    ),
    path(f"{_STORE}/gift-cards/<int:pk>/", gift_cards.gift_card, name="gift_card"),
    path(f"{_STORE}/gift-cards/<int:pk>/block/", gift_cards.blocked, name="block_gift_card"),
    path(f"{_STORE}/gift-cards/<int:pk>/let-go/", gift_cards.unblocked, name="unblock_gift_card"),
    path(f"{_STORE}/gift-cards/<int:pk>/mail/", gift_cards.mailed, name="mail_gift_card"),
    path(f"{_STORE}/gift-cards/<int:pk>/forget/", gift_cards.forgotten, name="forget_gift_card"),
    path(
        f"{_STORE}/settings/exchange-rates/", exchange_rates.exchange_rates, name="exchange_rates"
    ),
]
urlpatterns += [
    path(f"{_STORE}/integrations/{key}/", include(urls)) for key, urls in slots.routes.items()
]
