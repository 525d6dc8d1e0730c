"""The pages of an agency, under /agencies/."""

from django.urls import path

from tamio.backoffice.agencies import views
from tamio.backoffice.agencies.new_store import views as new_store_views

app_name = "agencies"

urlpatterns = [
    path("<int:pk>/", views.agency, name="agency"),
    path("<int:pk>/invite/", views.invite, name="invite"),
    path("<int:pk>/stores/new/", new_store_views.new_store, name="new_store"),
    path("<int:pk>/people/<int:member>/", views.person, name="person"),
    path("<int:pk>/people/<int:member>/remove/", views.remove_person, name="remove_person"),
    path("<int:pk>/invitations/<int:invited>/again/", views.invite_again, name="invite_again"),
    path("<int:pk>/invitations/<int:invited>/take-back/", views.take_back, name="take_back"),
    path("<int:pk>/clients/<int:store>/end/", views.end_client, name="end_client"),
]
