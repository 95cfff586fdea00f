import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from catalog.demo import people


class Command(BaseCommand):
    help = "Shows the demo logins, one for every role."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", dest="as_json", help="for scripts")

    def handle(self, as_json, **options):
        if not settings.DEMO_SITE:
            raise CommandError("This is no demo site: it has no demo logins.")
        logins = people.logins()
        if as_json:
            self.stdout.write(json.dumps(logins, indent=2))
            return
        for login in logins:
            self.stdout.write(
                f"{login['role']:<10} {login['email']:<32} {login['password']}  {login['upt'] or ''}".rstrip()
            )
