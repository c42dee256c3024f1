"""Addresses of the library."""

from django.urls import path

from tuongdong.web.library import views

app_name = "library"
urlpatterns = [
    path("", views.documents, name="documents"),
    path("search/", views.documents, name="search"),
    path("comparisons/", views.documents, name="comparisons"),
    path("policies/", views.documents, name="policies"),
]
