"""Pictures out of the local folder. Those that lie in S3 have addresses there, and this finds nothing."""

from pathlib import PurePosixPath

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

CONTENT_TYPES = {".avif": "image/avif", ".webp": "image/webp"}


@require_safe
def media(request, path):
    """A stored picture, to be kept for ever: its name follows from its content. Nothing else is served."""
    if not isinstance(default_storage, FileSystemStorage):
        raise Http404
    response = serve(request, path, document_root=default_storage.location)
    if response.status_code == 200:
        response["Content-Type"] = CONTENT_TYPES[PurePosixPath(path).suffix]
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
