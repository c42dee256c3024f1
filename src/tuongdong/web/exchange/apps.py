"""The exchange of experience."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tuongdong.web.exchange"
    label = "exchange"
