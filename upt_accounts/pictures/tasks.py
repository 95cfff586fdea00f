"""What the worker does with a new picture."""

from functools import partial

from django.apps import apps
from django.db import transaction
from django_tasks import task

from upt_accounts.pictures import renditions


@task(queue_name="pictures")
def render(model_label, pk):
    """Make what is missing of one picture's renditions.

    Each is listed once it is stored: pages use it at once, and another worker goes on where one was killed.
    """
    model = apps.get_model(model_label)
    picture = model.objects.filter(pk=pk).first()
    if picture is None or not renditions.missing(picture):
        return
    image = renditions.open_original(picture)
    for rendition in renditions.missing(picture):
        path = renditions.store(image, rendition, picture.original.name)
        picture.renditions.setdefault(rendition.kind, {})[str(rendition.width)] = path
        # Only while it is still the same picture: somebody may have put another one in its place.
        same = model.objects.filter(pk=pk, original=picture.original.name)
        if not same.update(renditions=picture.renditions):
            return


def render_on_commit(picture):
    """Have the worker render this picture once its row can be seen."""
    transaction.on_commit(partial(render.enqueue, picture._meta.label, picture.pk))


def render_all_missing() -> int:
    """Queue all pictures that lack renditions, after a killed worker or for a new size; returns how many."""
    count = 0
    for model in picture_models():
        for picture in model.objects.iterator():
            if renditions.missing(picture):
                render.enqueue(model._meta.label, picture.pk)
                count += 1
    return count


def picture_models():
    from upt_accounts.pictures.models import RenderedPicture

    return [model for model in apps.get_models() if issubclass(model, RenderedPicture)]
