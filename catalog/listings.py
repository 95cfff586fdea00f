"""Lists of products: what a visitor may narrow and sort them by, with the whole choice in the address."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalog.cards import cards
from catalog.curation.models import Nomination
from catalog.models import Availability
from upt_accounts.regions.models import Province

SORTS = {
    "terbaru": (_("Terbaru"), ("-published_at", "-pk")),
    "termurah": (_("Harga terendah"), ("price", "pk")),
    "termahal": (_("Harga tertinggi"), ("-price", "-pk")),
    "nama": (_("Nama A–Z"), ("title", "pk")),
}
DEFAULT_SORT = "terbaru"
KINDS = {
    Availability.READY: _("Siap kirim"),
    Availability.MADE_TO_ORDER: _("Dibuat sesuai pesanan"),
    Availability.DAILY_BATCH: _("Segar setiap hari"),
}


class Listing:
    """One page of a product list as the query string asks for it; what it does not understand it leaves out."""

    def __init__(self, products, params, path, tree=None):
        """`tree` lets visitors narrow by category; a category's own page has its category in the path instead."""
        self.path = path
        self.category = tree.find(params.get("kategori", "")) if tree else None
        self.sort = params.get("urut") if params.get("urut") in SORTS else DEFAULT_SORT
        self.kind = params.get("jenis") if params.get("jenis") in KINDS else ""
        self.available = params.get("tersedia") == "1"
        self.featured = params.get("unggulan") == "1"
        self.query = " ".join(params.get("q", "").replace("\x00", "").split())[:100]
        self.province = self._known_province(params.get("provinsi"))
        self.page = self._paginator(products).get_page(params.get("hal"))
        self.cards = cards(self.page.object_list)

    @cached_property
    def provinces(self):
        """Those one may choose from; asked for by pages that offer the choice."""
        return list(Province.objects.filter(regencies__upts__is_active=True).distinct())

    def _known_province(self, code):
        return code if code and any(code == province.code for province in self.provinces) else ""

    def _paginator(self, products):
        # Only what has a price: the stock is then joined from its side too, and sorting by price can follow its index.
        priced = products.on_sale().priced().filter(price__isnull=False)
        return Paginator(self._narrowed(priced).order_by(*SORTS[self.sort][1]), settings.PRODUCTS_PER_PAGE)

    def _narrowed(self, products):
        if self.category:
            products = products.in_category(self.category)
        if self.kind:
            products = products.filter(availability=self.kind)
        if self.available:
            products = products.buyable()
        if self.featured:
            products = products.filter(pk__in=Nomination.objects.featured_now().values("product"))
        if self.province:
            products = products.filter(upt__regency__province=self.province)
        for word in self.query.split():
            products = products.filter(
                Q(title__icontains=word)
                | Q(title_en__icontains=word)
                | Q(description__icontains=word)
                | Q(technique__icontains=word)
                | Q(upt__name__icontains=word)
            )
        return products

    @property
    def count(self):
        return self.page.paginator.count

    def url(self, **changes):
        """This list's address with some of its choices changed; always from its first page unless `hal` is given."""
        chosen = {
            "q": self.query,
            "kategori": self.category.path_slug if self.category else "",
            "jenis": self.kind,
            "provinsi": self.province,
            "tersedia": "1" if self.available else "",
            "unggulan": "1" if self.featured else "",
            "urut": "" if self.sort == DEFAULT_SORT else self.sort,
        } | changes
        query = urlencode({name: value for name, value in chosen.items() if value})
        return f"{self.path}?{query}" if query else self.path

    @property
    def chips(self):
        """Quick choices above the grid: text, address that turns it on or off, and whether it is on."""
        yield _("Bisa dibeli sekarang"), self.url(tersedia="" if self.available else "1"), self.available
        yield _("Produk unggulan"), self.url(unggulan="" if self.featured else "1"), self.featured
        for kind, name in KINDS.items():
            yield name, self.url(jenis="" if self.kind == kind else kind), self.kind == kind

    @property
    def sorts(self):
        return [(key, name, key == self.sort) for key, (name, _order) in SORTS.items()]

    @property
    def pages(self):
        """Numbers and addresses for the foot of the list; None marks a gap."""
        number, paginator = self.page.number, self.page.paginator
        for shown in paginator.get_elided_page_range(number, on_each_side=1, on_ends=1):
            yield (shown, self.url(hal=shown if shown > 1 else "")) if isinstance(shown, int) else (None, "")

    @property
    def previous_url(self):
        return (
            self.url(hal=self.page.number - 1 if self.page.number > 2 else "")
            if self.page.has_previous()
            else ""
        )

    @property
    def next_url(self):
        return self.url(hal=self.page.number + 1) if self.page.has_next() else ""

    @property
    def is_narrowed(self):
        """Narrowed by more than the words searched for."""
        return bool(self.category or self.kind or self.available or self.featured or self.province)

    @property
    def whole_url(self):
        """The same list with nothing left out."""
        return f"{self.path}?{urlencode({'q': self.query})}" if self.query else self.path
