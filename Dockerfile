# The shop in one image: web, worker and simulator are different commands of it (docker-compose.yml).
FROM python:3.12-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DJANGO_SETTINGS_MODULE=sicantik.settings VAR_DIR=/var/lib/sicantik HOST=0.0.0.0
WORKDIR /srv/sicantik

COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt

COPY . ./
RUN useradd --uid 10001 --user-group --no-create-home sicantik \
    && mkdir -p "$VAR_DIR" && chown sicantik: "$VAR_DIR" \
    && python -m tools.compile_messages
USER 10001
VOLUME /var/lib/sicantik
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=10s --start-period=180s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=5)"]
CMD ["gunicorn"]
