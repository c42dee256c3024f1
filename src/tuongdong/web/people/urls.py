"""Addresses of people."""

from django.urls import path

from tuongdong.web.people import views

app_name = "people"
urlpatterns = [
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/<int:pk>/", views.agency, name="agency"),
    path("localities/", views.localities, name="localities"),
    path("localities/<int:pk>/", views.locality, name="locality"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/add/", views.account_add, name="account_add"),
    path("accounts/<int:pk>/", views.account, name="account"),
    path("accounts/<int:pk>/roles/", views.role_add, name="role_add"),
    path("accounts/<int:pk>/roles/<int:role>/remove/", views.role_remove, name="role_remove"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", views.token_revoke, name="token_revoke"),
    path("changes/", views.changes, name="changes"),
]
