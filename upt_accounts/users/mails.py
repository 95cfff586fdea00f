"""Mails about accounts: written while the visitor is there, sent by the worker."""

from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks import task

MOST_TRIES = 5


@task()
def send(subject, body, to, tries=1):
    """Send one message; where the mail server refuses, again after 2, 4, 8 and 16 minutes."""
    try:
        EmailMessage(subject, body, to=to).send()
    except (SMTPException, OSError):
        if tries == MOST_TRIES:
            raise
        later = timezone.now() + timedelta(minutes=2**tries)
        send.using(run_after=later).enqueue(subject, body, to, tries=tries + 1)
