"""What is one's own, beside the sign-in pages of the library: sessions, data, an invitation."""

from django.urls import path

from tamio.backoffice.signing_in import closing, joining, sessions

app_name = "me"

urlpatterns = [
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/others/end/", sessions.end_other_sessions, name="end_other_sessions"),
    path("sessions/<int:pk>/end/", sessions.end_session, name="end_session"),
    path("close/", closing.close_account, name="close_account"),
    path("my-data.json", sessions.my_data, name="my_data"),
    path("invitations/<str:token>/", joining.invitation, name="invitation"),
]
