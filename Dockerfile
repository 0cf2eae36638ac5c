# syntax=docker/dockerfile:1

# Builds give their own registry (a pull-through cache), so that no build depends on a throttled one.
# The digest of the base can't be resolved where this file was written; the release script pins it
# (REGISTRY/…:3.11-slim@sha256:…). It is left out here and not invented.
ARG REGISTRY=public.ecr.aws
FROM ${REGISTRY}/docker/library/python:3.11-slim AS build
WORKDIR /srv
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements.txt ./
RUN /opt/venv/bin/pip install --require-hashes --only-binary :all: -r requirements.txt

ARG REGISTRY=public.ecr.aws
FROM ${REGISTRY}/docker/library/python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin ava
WORKDIR /srv
COPY --from=build /opt/venv /opt/venv
COPY VERSION wsgi.py gunicorn.conf.py requirements.txt ./
COPY migrations ./migrations
COPY ava_dashboard ./ava_dashboard

# Last, because they change with every commit.
ARG AVA_VERSION
ARG AVA_COMMIT
LABEL org.opencontainers.image.title="AVA operations dashboard" \
      org.opencontainers.image.version="${AVA_VERSION}" \
      org.opencontainers.image.revision="${AVA_COMMIT}"
ENV AVA_VERSION="${AVA_VERSION}" \
    AVA_COMMIT="${AVA_COMMIT}" \
    PATH="/opt/venv/bin:${PATH}" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=8080
USER 10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/health/live\", timeout=2)"]
CMD ["gunicorn", "-c", "gunicorn.conf.py", "wsgi:app"]
