"""The whole category tree in one query: menu, breadcrumbs and sub-categories of a page are read off it."""

from catalog.models import Category


class CategoryTree:
    """All public categories, in the order of the tree; a few dozen rows."""

    def __init__(self):
        self.all = list(Category.objects.filter(is_public=True, ancestors_are_public=True).order_by("path"))
        self._by_path = {category.path: category for category in self.all}
        self._by_slug = {category.path_slug: category for category in self.all}

    @property
    def roots(self):
        return [category for category in self.all if category.depth == 1]

    def find(self, path_slug):
        """The category at "wastra/songket", or None."""
        return self._by_slug.get(path_slug)

    def children(self, category):
        return [
            other
            for other in self.all
            if other.depth == category.depth + 1 and other.path.startswith(category.path)
        ]

    def trail(self, category):
        """From the root down to the category itself."""
        steps = range(Category.steplen, len(category.path) + 1, Category.steplen)
        return [self._by_path[category.path[:end]] for end in steps]


def tree_of(request):
    """The tree of this request, read once and only when a page asks for it."""
    if not hasattr(request, "category_tree"):
        request.category_tree = CategoryTree()
    return request.category_tree
