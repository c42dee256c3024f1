"""Documents, comparisons, policies."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "tuongdong.web.library"
    label = "library"
