"""How couriers weigh: whole kilograms, by the larger of what a parcel weighs and the room it takes."""

from collections.abc import Iterable
from typing import NamedTuple

from orders.shipping.models import Courier


class Package(NamedTuple):
    """The measures in centimetres of one packed piece, and how many such pieces go along."""

    length: int
    width: int
    height: int
    pieces: int = 1

    @property
    def volume(self):
        return self.length * self.width * self.height * self.pieces


def weight_and_packages(lines) -> tuple[int, list[Package]]:
    """Grams of all lines together, and the packages of those products whose measures are known."""
    grams = sum(line.product.weight_grams * line.quantity for line in lines)
    return grams, [_package(line.product, line.quantity) for line in lines if _is_measured(line.product)]


def _is_measured(product):
    return all((product.package_length_cm, product.package_width_cm, product.package_height_cm))


def _package(product, quantity):
    return Package(product.package_length_cm, product.package_width_cm, product.package_height_cm, quantity)


def charged_kilograms(courier: Courier, weight_grams: int, packages: Iterable[Package] = ()) -> int:
    """The kilograms that the courier asks money for.

    A begun kilogram counts only beyond the courier's tolerance: with 300 g, 1.30 kg is one and 1.31 kg two.
    """
    return max(courier.min_kg, rounded_kilograms(courier, weight_grams, packages))


def rounded_kilograms(courier, weight_grams, packages=()) -> int:
    """The same before the courier's minimum; 0 for what is lighter than its tolerance."""
    # Rounded up to a gram: a hair above the tolerance is above it.
    volumetric_grams = -(-1000 * sum(package.volume for package in packages) // courier.volume_divisor)
    kilograms, rest = divmod(max(weight_grams, volumetric_grams), 1000)
    return kilograms + (rest > courier.tolerance_grams)
