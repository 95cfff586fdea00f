"""The same pipeline with its files in an S3 bucket, spoken to over HTTP."""

import os
import subprocess
import sys
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
# What a deployment runs with the settings of its environment; no database is needed for it.
KEEP_ONE = """
from django.core.files.storage import default_storage
from tests.upt_accounts.pictures.samples import picture
from upt_accounts.pictures.intake import take_in
for _twice in range(2):
    print(default_storage.save("pictures/tas.webp", take_in(picture())))
print(default_storage.url("pictures/tas.webp"))
"""
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
    # What it holds belongs to the process, not to the server.
    requests.post(f"{address}/moto-api/reset", timeout=5)
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


def test_the_environment_alone_puts_pictures_into_a_bucket_to_be_kept_for_ever(bucket, settings):
    environment = {
        "AWS_STORAGE_BUCKET_NAME": BUCKET,
        "AWS_S3_ENDPOINT_URL": bucket.meta.endpoint_url,
        "AWS_S3_REGION_NAME": KEYS["region_name"],
        "AWS_ACCESS_KEY_ID": KEYS["aws_access_key_id"],
        "AWS_SECRET_ACCESS_KEY": KEYS["aws_secret_access_key"],
    }
    command = [sys.executable, "manage.py", "shell", "--verbosity=0", "--command", KEEP_ONE]
    run = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )

    first, second, address = run.stdout.split()
    kept = bucket.head_object(Bucket=BUCKET, Key=first)
    assert (kept["ContentType"], kept["CacheControl"]) == (
        "image/webp",
        "public, max-age=31536000, immutable",
    )
    assert first == "pictures/tas.webp" != second  # Nothing is written over.
    assert address.endswith("/pictures/tas.webp")  # No signature that would run out.
