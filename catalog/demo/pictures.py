"""Pictures of products and UPTs, by the way every petugas's photograph takes."""

from django.core.files import File

from catalog.demo.files import FOLDER, rows
from catalog.models import ProductImage
from upt_accounts.models import Partner, StockRecord, UptPicture


def load():
    return _load_product_pictures() + _load_upt_pictures()


def _load_product_pictures():
    products = dict(StockRecord.objects.values_list("partner_sku", "product_id"))
    known = set(ProductImage.objects.values_list("product_id", "display_order"))
    # First those on the cards, so that the worker renders them before the close-ups.
    listed = sorted(rows("pictures.csv"), key=lambda row: int(row["position"]))
    missing = [row for row in listed if (products[row["sku"]], int(row["position"])) not in known]
    for row in missing:
        _keep(ProductImage(product_id=products[row["sku"]], display_order=int(row["position"])), row)
    return len(missing)


def _load_upt_pictures():
    upts = dict(Partner.objects.values_list("code", "pk"))
    known = set(UptPicture.objects.values_list("upt_id", "position"))
    listed = rows("upt_pictures.csv")
    missing = [row for row in listed if (upts[row["upt_code"]], int(row["position"])) not in known]
    for row in missing:
        _keep(UptPicture(upt_id=upts[row["upt_code"]], position=int(row["position"])), row)
    return len(missing)


def _keep(picture, row):
    picture.alt_id, picture.alt_en = row["alt_id"], row["alt_en"]
    with (FOLDER / row["file"]).open("rb") as file:
        picture.original = File(file, name=row["file"])
        picture.save()
