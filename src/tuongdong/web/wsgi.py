"""For gunicorn, waitress or another server: `tuongdong.web.wsgi:application`."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuongdong.web.settings")
application = get_wsgi_application()
import_module("tuongdong.web.urls")  # every page's imports, seconds on a cold disk: not on the first reader's time
