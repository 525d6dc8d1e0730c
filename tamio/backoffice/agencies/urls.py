"""The pages of an agency, under /agencies/."""

from django.urls import path

from tamio.backoffice.agencies import finding, views
from tamio.backoffice.agencies.branding import views as branding
from tamio.backoffice.agencies.new_store import views as new_store_views

app_name = "agencies"

urlpatterns = [
    path("<int:pk>/", views.agency, name="agency"),
    path("accent/<slug:colour>.css", branding.accent, name="accent"),
    path("<int:pk>/find/", finding.find, name="find"),
    path("<int:pk>/look/", branding.brand, name="brand"),
    path("<int:pk>/look/logo/", branding.upload_logo, name="upload_logo"),
    path("<int:pk>/look/logo/deletion/", branding.drop_logo, name="drop_logo"),
    path("<int:pk>/logo/<slug:digest>.<slug:kind>", branding.logo, name="logo"),
    path("<int:pk>/invite/", views.invite, name="invite"),
    path("<int:pk>/stores/new/", new_store_views.new_store, name="new_store"),
    path("<int:pk>/people/<int:member>/", views.person, name="person"),
    path("<int:pk>/people/<int:member>/remove/", views.remove_person, name="remove_person"),
    path("<int:pk>/invitations/<int:invited>/again/", views.invite_again, name="invite_again"),
    path("<int:pk>/invitations/<int:invited>/take-back/", views.take_back, name="take_back"),
    path("<int:pk>/clients/<int:store>/end/", views.end_client, name="end_client"),
]
