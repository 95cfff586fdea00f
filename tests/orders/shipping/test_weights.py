"""The couriers' rounding (domain notes, section 8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from orders.shipping.models import Courier
from orders.shipping.weights import Package, charged_kilograms

JNE = Courier(tolerance_grams=300, volume_divisor=6000, min_kg=1)
CARGO = Courier(tolerance_grams=300, volume_divisor=5000, min_kg=10)

grams = some.integers(min_value=1, max_value=2_000_000)
lengths = some.integers(min_value=1, max_value=300)
packages = some.lists(some.builds(Package, lengths, lengths, lengths, some.integers(1, 50)), max_size=4)
couriers = some.builds(
    Courier,
    tolerance_grams=some.integers(0, 999),
    volume_divisor=some.integers(1000, 9000),
    min_kg=some.integers(1, 20),
)


@pytest.mark.parametrize(
    "weight, kilograms",
    [
        (1, 1),
        (999, 1),
        (1000, 1),
        (1300, 1),
        (1301, 2),
        (2000, 2),
        (2300, 2),
        (2301, 3),
        (12_300, 12),
        (12_301, 13),
    ],
)
def test_a_begun_kilogram_counts_beyond_three_hundred_grams(weight, kilograms):
    assert charged_kilograms(JNE, weight) == kilograms


@pytest.mark.parametrize("weight, kilograms", [(500, 10), (10_000, 10), (10_300, 10), (10_301, 11)])
def test_cargo_asks_for_ten_kilograms_at_least(weight, kilograms):
    assert charged_kilograms(CARGO, weight) == kilograms


def test_no_tolerance_rounds_every_begun_kilogram_up():
    assert charged_kilograms(Courier(tolerance_grams=0, volume_divisor=6000, min_kg=1), 1001) == 2


def test_a_light_but_large_parcel_is_charged_by_its_volume():
    assert charged_kilograms(JNE, 7_000, [Package(66, 61, 86)]) == 58  # 346,236 cm3 / 6000 = 57.706 kg


def test_a_small_but_heavy_parcel_is_charged_by_its_weight():
    assert charged_kilograms(JNE, 7_000, [Package(20, 12, 8)]) == 7


def test_volume_counts_once_a_piece():
    assert charged_kilograms(JNE, 300, [Package(30, 20, 10, pieces=3)]) == 3


def test_a_hair_of_volume_above_the_tolerance_is_above_it():
    assert charged_kilograms(JNE, 1, [Package(7801, 1, 1)]) == 2  # 1.30017 kg


@given(couriers, grams, packages)
def test_the_charged_weight_covers_all_but_the_tolerance(courier, weight, packed):
    kilograms = charged_kilograms(courier, weight, packed)
    volumetric = 1000 * sum(package.volume for package in packed) / courier.volume_divisor
    larger = max(weight, volumetric)

    assert kilograms >= courier.min_kg
    assert kilograms * 1000 + courier.tolerance_grams >= larger
    assert kilograms == courier.min_kg or (kilograms - 1) * 1000 + courier.tolerance_grams < larger


@given(couriers, grams, some.integers(min_value=0, max_value=10_000), packages, packages)
def test_more_goods_never_weigh_less(courier, weight, more, packed, further):
    assert charged_kilograms(courier, weight + more, packed + further) >= charged_kilograms(
        courier, weight, packed
    )


@given(some.integers(0, 998), grams, packages)
def test_a_more_tolerant_courier_never_charges_more(tolerance, weight, packed):
    strict = Courier(tolerance_grams=tolerance, volume_divisor=6000, min_kg=1)
    lenient = Courier(tolerance_grams=tolerance + 1, volume_divisor=6000, min_kg=1)

    assert charged_kilograms(lenient, weight, packed) <= charged_kilograms(strict, weight, packed)
