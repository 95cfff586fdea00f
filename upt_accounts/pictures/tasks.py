"""What the worker does with a new picture: the card's renditions first, for all pictures, then the others.

Mails and whatever else waits in the worker's queue goes before both.
"""

from functools import partial

from django.apps import apps
from django.db import transaction
from django_tasks import task

from upt_accounts.pictures import renditions


@task(queue_name="pictures", priority=-10)
def render(model_label, pk):
    """Make what a card shows of one picture, and leave the rest for when all cards have theirs."""
    _make_missing(model_label, pk, lambda rendition: rendition.width == renditions.CARD_WIDTH)
    render_rest.enqueue(model_label, pk)


@task(queue_name="pictures", priority=-20)
def render_rest(model_label, pk):
    """Make all that is missing of one picture's renditions."""
    _make_missing(model_label, pk, lambda rendition: True)


def _make_missing(model_label, pk, is_wanted):
    """Each rendition is listed once it is stored: pages use it at once, and a killed worker loses only one."""
    model = apps.get_model(model_label)
    picture = model.objects.filter(pk=pk).first()
    missing = [one for one in renditions.missing(picture) if is_wanted(one)] if picture else []
    if not missing:
        return
    image = renditions.open_original(picture)
    for rendition in missing:
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
