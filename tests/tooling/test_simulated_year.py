"""Where work goes as planned, every promise is kept: six weeks of one UPT, over Christmas with its joint leave."""

from datetime import date

import pytest

from tests.factories.tariffs import TariffFactory
from tests.factories.upts import DistrictFactory
from tests.orders.promises import world
from tools.simulated_year.report import report_on
from tools.simulated_year.year import Year


@pytest.mark.django_db
def test_what_is_promised_leaves_on_its_day_when_work_goes_as_planned():
    here, district = world.build(), DistrictFactory()
    TariffFactory(service=here.service)

    year = Year(here.upt, district, first=date(2026, 12, 14), days=42, a_day=2, seed=2026).run()
    found = report_on(here.upt, year.first, year.last)

    assert found.promises == found.kept > 20
    assert year.told["not made in time"] == 0
    assert 0 < found.loom_days_used <= found.loom_days
    assert 0 < found.sold <= found.baked
