"""Django standing alone: none of the shop's settings, parts or database."""

import logging
from pathlib import Path

import django
from django.conf import settings

from tools.midtrans_simulator.options import Options

HERE = Path(__file__).resolve().parent


def configure(options: Options):
    options.var_dir.mkdir(parents=True, exist_ok=True)
    settings.configure(
        SIMULATOR=options,
        ALLOWED_HOSTS=options.allowed_hosts,
        ROOT_URLCONF="tools.midtrans_simulator.urls",
        INSTALLED_APPS=["tools.midtrans_simulator.apps.SimulatorConfig"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.common.CommonMiddleware",
            "tools.midtrans_simulator.guards.only_forms_of_our_own",
            "tools.midtrans_simulator.guards.nothing_from_elsewhere",
            "tools.midtrans_simulator.guards.what_is_due_comes_first",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [HERE / "templates"],
                "OPTIONS": {"builtins": ["tools.midtrans_simulator.templatetags.rupiah"]},
            }
        ],
        DATABASES={"default": _state(options.state_file)},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        APPEND_SLASH=False,
        SECURE_REFERRER_POLICY="same-origin",
        LANGUAGE_CODE="id",
        TIME_ZONE="Asia/Jakarta",  # Midtrans tells all times in GMT+7.
        USE_TZ=True,
        LOGGING_CONFIG=None,
    )
    # "Not Found" is what Midtrans answers about every page on which nothing was chosen yet.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    django.setup()


def _state(path):
    """One file. A write takes its lock before it reads, so all changes stand in one line."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # A killed process loses nothing; only a power cut could, and this is play money.
            "init_command": "PRAGMA synchronous=OFF;",
        },
    }
