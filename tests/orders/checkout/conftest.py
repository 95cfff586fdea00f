import pytest


@pytest.fixture
def district(db):
    from tests.factories.upts import DistrictFactory

    return DistrictFactory()


@pytest.fixture
def products(district):
    """Two goods of two UPTs, both served from their province to the district's."""
    from tests.factories.products import ProductFactory
    from tests.factories.tariffs import TariffFactory

    goods = [ProductFactory(price=232_000, stock=3), ProductFactory(price=75_500, stock=3)]
    for origin in {product.upt.regency.province for product in goods}:
        TariffFactory(origin=origin, destination=district.regency.province)
    return goods


@pytest.fixture(autouse=True)
def midtrans_is_away(settings):
    """For what runs in this process: the simulator of another test may be up. The live shop is told by `start_shop`."""
    from tests.stage.environment import free_port

    settings.MIDTRANS_SNAP_BASE_URL = f"http://127.0.0.1:{free_port()}/snap/v1"
