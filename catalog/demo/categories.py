"""The tree of categories: roots first, children in the order of the file."""

from catalog.demo.files import rows
from catalog.models import Category


def load():
    known = {category.slug: category for category in Category.objects.all()}
    missing = [row for row in rows("categories.csv") if row["slug"] not in known]
    for row in sorted(missing, key=lambda row: (row["parent_slug"] != "", int(row["sort_order"]))):
        known[row["slug"]] = _add(row, known.get(row["parent_slug"]))
    return len(missing)


def _add(row, parent):
    path_slug = f"{parent.path_slug}/{row['slug']}" if parent else row["slug"]
    category = Category(name=row["name_id"], name_en=row["name_en"], slug=row["slug"], path_slug=path_slug)
    if parent:
        return Category.objects.add_child(parent, instance=category)
    return Category.objects.add_root(instance=category)
