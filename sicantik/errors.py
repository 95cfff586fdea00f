"""Pages for what went wrong."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """A form that was open too long: says so in words, and how to go on."""
    return render(request, "403.html", {"form_expired": True}, status=403)
