"""The integration's pages, below /backoffice/<store>/integrations/fortnox/."""

from django.urls import path

from tamio.fortnox.pages import (
    alerts,
    bulk,
    choices,
    connecting,
    exchanges,
    overview,
    submission,
    test_sale,
)
from tamio.fortnox.pages.accounts import views as accounts
from tamio.fortnox.pages.backfill import views as backfill
from tamio.fortnox.pages.credits import views as crediting
from tamio.fortnox.pages.customers import views as customers
from tamio.fortnox.pages.preflight import views as preflight
from tamio.fortnox.pages.preview import dry_run
from tamio.fortnox.pages.preview import views as preview
from tamio.fortnox.pages.reconciliation import months_shown, solving
from tamio.fortnox.pages.reconciliation import views as reconciliation
from tamio.fortnox.pages.submission_list import views as submission_list

app_name = "fortnox"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("consent/", connecting.consent, name="consent"),
    path("credit-invoices/stop/", connecting.stop_credit_invoices, name="stop_credit_invoices"),
    path("disconnect/", connecting.disconnect, name="disconnect"),
    path("settings/", choices.settings, name="settings"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/suggestions/", accounts.take_suggestions, name="take_suggestions"),
    path("accounts/products/", accounts.product_account, name="product_account"),
    path("backfills/", backfill.backfills, name="backfills"),
    path("backfills/new/", backfill.new_backfill, name="new_backfill"),
    path("backfills/dry-run.csv", backfill.dry_run_csv, name="backfill_csv"),
    path("backfills/selection/", backfill.backfill_selection, name="backfill_selection"),
    path("backfills/<int:pk>/", backfill.backfill, name="backfill"),
    path("backfills/<int:pk>/pause/", backfill.steer, {"act": "pause"}, name="pause_backfill"),
    path("backfills/<int:pk>/resume/", backfill.steer, {"act": "resume"}, name="resume_backfill"),
    path("backfills/<int:pk>/stop/", backfill.steer, {"act": "stop"}, name="stop_backfill"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("reconciliation/", reconciliation.reconciliations, name="reconciliations"),
    path("reconciliation/<int:pk>/", reconciliation.reconciliation, name="reconciliation"),
    path("reconciliation/months/<int:year>-<int:month>/", months_shown.one_month, name="month"),
    path(
        "reconciliation/<int:pk>/findings.csv",
        reconciliation.csv_file,
        {"what": "findings"},
        name="findings_csv",
    ),
    path(
        "reconciliation/<int:pk>/days.csv",
        reconciliation.csv_file,
        {"what": "days"},
        name="days_csv",
    ),
    path("findings/<int:pk>/send/", solving.send_finding, name="send_finding"),
    path("findings/<int:pk>/settle/", solving.settle_finding, name="settle_finding"),
    path("customers/", customers.customers, name="customers"),
    path("customers/reading/", customers.read_again, name="read_customers"),
    path("customers/duplicates.csv", customers.duplicates_csv, name="duplicates_csv"),
    path("customers/questions/<int:pk>/", customers.answer, name="answer_card"),
    path("chart/", choices.chart, name="chart"),
    path("test-sale/", test_sale.test_sale, name="test_sale"),
    path("exchanges/", exchanges.exchanges, name="exchanges"),
    path("exchanges/<int:pk>/", exchanges.exchange, name="exchange"),
    path("submissions/", submission_list.submissions, name="submissions"),
    path("submissions/selection/", bulk.submit_selection, name="submit_selection"),
    path("credit-notes/<int:number>/submission/", crediting.submission, name="credit"),
    path("credit-notes/<int:number>/skip/", crediting.skip, name="skip_credit"),
    path("invoices/<int:number>/submission/", submission.submission, name="submission"),
    path("preflight/", preflight.preflight, name="preflight"),
    path("preview/", dry_run.dry_run, name="dry_run"),
    path("preview.csv", dry_run.dry_run_csv, name="dry_run_csv"),
    path("preview/selection/", dry_run.preview_selection, name="preview_selection"),
    path("invoices/<int:number>/preview/", preview.preview_page, name="preview"),
    path("invoices/<int:number>/preview.json", preview.preview_as_json, name="preview_json"),
    path("invoices/<int:number>/skip/", submission.skip, name="skip"),
]
