import pytest


@pytest.fixture
def district(db):
    from tests.factories.upts import DistrictFactory

    return DistrictFactory()


@pytest.fixture
def bread(db):
    """Ten loaves of each of the next days, fetched at an outlet with room for twelve orders a window."""
    from tests.factories.orders import ShippingServiceFactory
    from tests.factories.pickup import OutletFactory
    from tests.factories.products import ProductFactory

    ShippingServiceFactory(pickup=True)
    loaf = ProductFactory(
        daily_batch=True, food=True, stock=10, title="Roti Sobek", ship_scope="local_or_pickup"
    )
    OutletFactory(upt=loaf.upt)
    return loaf


@pytest.fixture
def outlet(bread):
    return bread.upt.outlets.get()
