"""The same pipeline with its files in an S3 bucket, spoken to over HTTP."""

from io import BytesIO

import boto3
import pytest
import requests
from django.core.files.storage import default_storage, storages
from moto.server import ThreadedMotoServer
from PIL import Image

from catalog.models import ProductImage
from tests.factories.products import ProductFactory
from tests.upt_accounts.pictures.samples import picture

BUCKET = "gambar-sicantik"
KEYS = {"aws_access_key_id": "contoh", "aws_secret_access_key": "contoh", "region_name": "ap-southeast-3"}


@pytest.fixture
def bucket(settings):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _host, port = server.get_host_and_port()
    address = f"http://127.0.0.1:{port}"
    client = boto3.client("s3", endpoint_url=address, **KEYS)
    client.create_bucket(
        Bucket=BUCKET,
        ACL="public-read",
        CreateBucketConfiguration={"LocationConstraint": KEYS["region_name"]},
    )
    options = {
        "bucket_name": BUCKET,
        "endpoint_url": address,
        "access_key": KEYS["aws_access_key_id"],
        "secret_key": KEYS["aws_secret_access_key"],
        "region_name": KEYS["region_name"],
        "querystring_auth": False,
        "file_overwrite": False,
        "default_acl": "public-read",
    }
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }
    yield client
    server.stop()


@pytest.mark.django_db
def test_originals_and_renditions_lie_in_the_bucket(
    bucket, client, run_tasks, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        kept = ProductImage.objects.create(
            product=ProductFactory(), original=picture(), alt_id="Tas anyaman."
        )
    run_tasks()

    kept.refresh_from_db()
    paths = [kept.original.name, *(path for files in kept.renditions.values() for path in files.values())]
    assert len(paths) == 6
    assert {entry["Key"] for entry in bucket.list_objects_v2(Bucket=BUCKET)["Contents"]} == set(paths)
    for path in paths:
        answer = requests.get(default_storage.url(path), timeout=5)
        assert (answer.status_code, answer.headers["Content-Type"]) == (
            200,
            f"image/{path.rpartition('.')[2]}",
        )
        Image.open(BytesIO(answer.content)).load()
    assert client.get(f"/media/{kept.original.name}").status_code == 404
    assert storages["default"].exists(kept.original.name)
