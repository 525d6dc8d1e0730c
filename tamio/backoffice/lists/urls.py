"""What lists can do, mounted below a store's address."""

from django.urls import path

from tamio.backoffice.lists import bulk, ticked, views

urlpatterns = [
    path("lists/<slug:listed>/table.csv", views.table_csv, name="list_csv"),
    path("lists/<slug:listed>/table.xlsx", views.table_excel, name="list_excel"),
    path("lists/<slug:listed>/ticked.csv", ticked.ticked_csv, name="ticked_csv"),
    path("lists/<slug:listed>/ticked.xlsx", ticked.ticked_excel, name="ticked_excel"),
    path("lists/<slug:listed>/filters/", views.keep_filter, name="keep_filter"),
    path("lists/<slug:listed>/bulk/", bulk.bulk, name="bulk"),
    path("lists/invoices/papers.zip", bulk.invoice_papers, name="invoice_papers"),
    path("filters/<int:pk>/", views.saved_filter, name="saved_filter"),
    path("filters/<int:pk>/remove/", views.drop_filter, name="drop_filter"),
    path("bulk/<int:pk>/", bulk.bulk_run, name="bulk_run"),
    path("bulk/<int:pk>/undo/", bulk.undo_bulk_run, name="undo_bulk_run"),
]
