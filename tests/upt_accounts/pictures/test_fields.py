import re
from io import BytesIO

import pytest
from django import forms
from django.core.files import File

from catalog.models import ProductImage
from tests.factories.products import ProductFactory
from tests.upt_accounts.pictures.samples import SCRIPTED_SVG, bomb, picture, telephone_photograph, upload
from upt_accounts.pictures.fields import PictureField


class PictureForm(forms.ModelForm):
    original = PictureField(label="Gambar")

    class Meta:
        model = ProductImage
        fields = ["original", "alt_id"]


def filled(file, instance=None):
    return PictureForm({"alt_id": "Tas anyaman."}, {"original": file} if file else {}, instance=instance)


@pytest.mark.django_db
def test_a_form_keeps_the_clean_picture_and_its_size(media):
    form = filled(telephone_photograph(), ProductImage(product=ProductFactory()))

    kept = form.save()

    assert (kept.width, kept.height) == (1800, 2400)
    assert b"blok C" not in kept.original.read()
    assert kept.original.name.endswith(".webp")


@pytest.mark.parametrize("content", [SCRIPTED_SVG, bomb(), b"bukan gambar"])
def test_a_form_says_what_is_wrong_with_a_picture(content):
    form = filled(upload(content))

    assert not form.is_valid()
    assert list(form.errors) == ["original"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../../../jahat.jpg", "/etc/cron.d/jahat.jpg", "..\\jahat.jpg", "a\0b.svg"])
def test_the_name_of_a_file_leads_nowhere(media, name):
    hostile = File(BytesIO(picture().read()), name="foto.jpg")
    hostile.name = name

    kept = ProductImage.objects.create(product=ProductFactory(), original=hostile, alt_id="Tas.")

    assert re.fullmatch(r"pictures/\d{4}/\d{2}/[0-9a-f]{24}\.webp", kept.original.name)
    written = [path.relative_to(media.parent) for path in media.parent.rglob("*") if path.is_file()]
    assert [str(path) for path in written] == [f"media/{kept.original.name}"]


@pytest.mark.django_db
def test_a_form_without_a_new_file_keeps_the_old_one(media):
    kept = ProductImage.objects.create(product=ProductFactory(), original=picture(), alt_id="Tas.")
    name = kept.original.name

    filled(None, kept).save()

    kept.refresh_from_db()
    assert (kept.original.name, kept.alt_id) == (name, "Tas anyaman.")


def test_a_telephone_is_offered_its_photographs():
    assert 'accept="image/jpeg,image/png,image/webp,image/avif"' in str(PictureForm()["original"])
