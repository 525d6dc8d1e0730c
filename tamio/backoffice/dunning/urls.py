"""Late payments, mounted below a store's address."""

from django.urls import path

from tamio.backoffice.dunning import views

urlpatterns = [
    path("late-payments/", views.late_payments, name="late_payments"),
    path("late-payments/<int:pk>/try/", views.tried, name="late_payment_tried"),
    path("late-payments/<int:pk>/link/", views.linked, name="late_payment_linked"),
    path("late-payments/<int:pk>/write-off/", views.written_off, name="late_payment_off"),
    path("late-payments/<int:pk>/disputed/", views.disputed, name="late_payment_disputed"),
    path("settings/late-payments/", views.tracks, name="dunning_tracks"),
]
