"""The addresses of a house without doors."""

urlpatterns: list[object] = []
