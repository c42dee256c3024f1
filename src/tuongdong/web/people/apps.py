"""People, places and agencies."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tuongdong.web.people"
    label = "people"
