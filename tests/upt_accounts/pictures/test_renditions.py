import json
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from catalog.demo.files import FOLDER
from catalog.models import ProductImage
from tests.factories.products import ProductFactory
from tests.upt_accounts.pictures.samples import picture
from upt_accounts.pictures import renditions, tasks
from upt_accounts.pictures.renditions import Rendition, wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def product_picture(media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return ProductImage.objects.create(
            product=ProductFactory(), original=picture(), alt_id="Tas anyaman merah."
        )


def widths(picture):
    return {kind: sorted(map(int, files)) for kind, files in picture.renditions.items()}


def test_nothing_is_scaled_up_and_the_card_comes_first():
    assert [(one.kind, one.width) for one in wanted(960)] == [
        ("avif", 360),
        ("webp", 360),
        ("avif", 180),
        ("avif", 720),
        ("avif", 960),
        ("webp", 720),
    ]
    assert {(one.kind, one.width) for one in wanted(150)} == {("avif", 150), ("webp", 150)}
    assert Rendition("avif", 1200) in wanted(2400)


def test_the_worker_makes_what_a_new_picture_needs(product_picture, run_tasks):
    run_tasks()

    product_picture.refresh_from_db()
    assert widths(product_picture) == {"avif": [180, 360, 600], "webp": [360, 600]}
    assert (product_picture.width, product_picture.height) == (600, 750)
    for kind, files in product_picture.renditions.items():
        for width, path in files.items():
            with default_storage.open(path) as file:
                assert (Image.open(file).format.lower(), Image.open(file).width) == (kind, int(width))


def test_a_card_picture_of_rich_cloth_fits_its_budget(media):
    noise = Image.effect_noise((720, 900), 90).convert("RGB")

    path = renditions.store(noise, Rendition("avif", 360), "pictures/kain.webp")

    least = len(renditions._save(noise.resize((360, 450)), "avif", quality=29, speed=renditions.CARD_SPEED))
    assert default_storage.size(path) <= max(renditions.BUDGETS[360], least * 1.1)


@pytest.mark.parametrize("name", ["LPPLG-012", "LPPLG-012-detail", "LPPLG-018-detail", "LPBDL-001"])
@pytest.mark.parametrize(("width", "budget"), [(360, 12 * 1024), (720, 40 * 1024)])
def test_what_phones_show_of_the_demos_richest_cloth_fits_its_budget(media, name, width, budget):
    with Image.open(FOLDER / "pictures" / f"{name}.webp") as cloth:
        path = renditions.store(cloth.convert("RGB"), Rendition("avif", width), "pictures/kain.webp")

    assert default_storage.size(path) <= budget


def test_a_worker_that_was_killed_is_followed_by_one_that_finishes(product_picture, monkeypatch):
    def torn(image, rendition, original):
        if rendition.width == 600:
            default_storage.save(rendition.path_for(original), picture())
            raise KeyboardInterrupt
        return renditions_store(image, rendition, original)

    renditions_store = renditions.store
    monkeypatch.setattr(renditions, "store", torn)
    with pytest.raises(KeyboardInterrupt):
        tasks.render_rest.call(product_picture._meta.label, product_picture.pk)
    product_picture.refresh_from_db()
    assert widths(product_picture) == {"avif": [180, 360], "webp": [360]}

    monkeypatch.setattr(renditions, "store", renditions_store)
    tasks.render_rest.call(product_picture._meta.label, product_picture.pk)

    product_picture.refresh_from_db()
    assert widths(product_picture) == {"avif": [180, 360, 600], "webp": [360, 600]}
    assert len(default_storage.listdir(product_picture.original.name.rpartition("/")[0])[1]) == 6


def test_all_cards_have_their_picture_before_any_close_up(
    media, run_tasks, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for _number in range(2):
            ProductImage.objects.create(product=ProductFactory(), original=picture(), alt_id="Tas.")

    done = [(result.task_path.rpartition(".")[2], result.priority) for result in run_tasks()]

    assert done == [("render", -10), ("render", -10), ("render_rest", -20), ("render_rest", -20)]
    for kept in ProductImage.objects.all():
        assert widths(kept) == {"avif": [180, 360, 600], "webp": [360, 600]}


def test_the_first_task_makes_the_card_only(product_picture):
    tasks.render.call(product_picture._meta.label, product_picture.pk)

    product_picture.refresh_from_db()
    assert widths(product_picture) == {"avif": [360], "webp": [360]}


def test_a_second_run_writes_nothing(product_picture, run_tasks, django_assert_num_queries):
    run_tasks()

    with django_assert_num_queries(1):
        tasks.render_rest.call(product_picture._meta.label, product_picture.pk)


def test_a_picture_that_is_gone_or_replaced_is_left_alone(product_picture, monkeypatch):
    store = renditions.store

    def replaced_meanwhile(image, rendition, original):
        ProductImage.objects.update(original="pictures/lain.webp")
        return store(image, rendition, original)

    monkeypatch.setattr(renditions, "store", replaced_meanwhile)
    tasks.render_rest.call(product_picture._meta.label, product_picture.pk)
    tasks.render_rest.call(product_picture._meta.label, product_picture.pk + 1)

    assert ProductImage.objects.get().renditions == {}


def test_only_a_new_picture_is_rendered_again(product_picture, run_tasks, django_capture_on_commit_callbacks):
    run_tasks()
    product_picture.refresh_from_db()

    with django_capture_on_commit_callbacks() as words_only:
        product_picture.alt_id = "Tas anyaman merah tua."
        product_picture.save()
    with django_capture_on_commit_callbacks(execute=True) as new_picture:
        product_picture.original = picture(colour="gold", size=(180, 225))
        product_picture.save(update_fields=["original"])

    assert (len(words_only), len(new_picture)) == (0, 1)
    product_picture.refresh_from_db()
    assert (product_picture.width, product_picture.renditions) == (180, {})
    run_tasks()
    product_picture.refresh_from_db()
    assert widths(product_picture) == {"avif": [180], "webp": [180]}


def test_what_was_left_over_can_be_queued_again(product_picture, run_tasks):
    run_tasks()
    assert tasks.render_all_missing() == 0
    ProductImage.objects.update(renditions={"avif": {"360": "pictures/x-360.avif"}})

    assert tasks.render_all_missing() == 1
    run_tasks()

    assert widths(ProductImage.objects.get()) == {"avif": [180, 360, 600], "webp": [360, 600]}


def test_paths_survive_json():
    assert renditions.missing(
        SimpleNamespace(width=150, renditions=json.loads('{"avif": {"150": "a"}}'))
    ) == [Rendition("webp", 150)]
