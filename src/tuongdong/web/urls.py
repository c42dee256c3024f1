"""Where everything is. An app's addresses are in its own `urls`."""

from django.urls import include, path

from tuongdong.web import pages
from tuongdong.web.api import api

urlpatterns = [
    path("", pages.home, name="home"),
    path("health", pages.health, name="health"),
    path("signed-in", pages.signed_in, name="signed_in"),
    path("preferences", pages.preferences, name="preferences"),
    path("account/", include("allauth.urls")),
    path("api/", api.urls),
    path("people/", include("tuongdong.web.people.urls")),
    path("library/", include("tuongdong.web.library.urls")),
    path("exchange/", include("tuongdong.web.exchange.urls")),
]

handler403 = pages.refused
handler404 = pages.not_found
handler500 = pages.broken
