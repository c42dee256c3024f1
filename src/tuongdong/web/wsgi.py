"""For gunicorn, waitress or another server: `tuongdong.web.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuongdong.web.settings")
application = get_wsgi_application()
