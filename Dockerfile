# Palabre for production; how to run it stands in docs/operations.md.
ARG PYTHON=3.11-slim-bookworm

# --- everything that is made once: the dependencies, the static files, the byte code --------------------------------
FROM python:${PYTHON} AS built
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
# Only wheels: nothing is compiled, here or in the image that runs.
RUN python -m venv /venv \
 && /venv/bin/python -m pip install --quiet --require-hashes --no-deps --only-binary=:all: -r requirements/base.txt \
 && /venv/bin/python -m pip uninstall --quiet --yes pip setuptools
COPY manage.py ./
COPY cms cms
COPY social_ext social_ext
COPY search search
COPY themes themes
COPY deploy/health.py deploy/granian-logs.json deploy/
# The settings are read to know what to collect; these words are no secret and stay in this stage.
RUN DJANGO_SETTINGS_MODULE=cms.settings.production SECRET_KEY=only-to-collect-the-static-files-of-this-image-0123456789 \
    ALLOWED_HOSTS=build.invalid BASE_URL=https://build.invalid VAR_DIR=/tmp/var STATIC_ROOT=/app/static \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
 && /venv/bin/python -m compileall -q /app /venv/lib

# --- what runs ------------------------------------------------------------------------------------------------------
FROM python:${PYTHON}
# pg_dump and pg_restore for backups: of the same major version as the server in compose.yaml.
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends postgresql-client-15 >/dev/null \
 && rm -rf /var/lib/apt/lists/* /var/log/apt /var/log/dpkg.log
RUN groupadd --gid 10001 palabre \
 && useradd --uid 10001 --gid palabre --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin palabre \
 && install -d -o palabre -g palabre -m 0750 /data
COPY --from=built /venv /venv
COPY --from=built /app /app
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    VAR_DIR=/data \
    STATIC_ROOT=/app/static \
    GRANIAN_INTERFACE=wsgi \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000 \
    GRANIAN_WORKERS=2 \
    GRANIAN_BLOCKING_THREADS=8 \
    GRANIAN_WEBSOCKETS=false \
    GRANIAN_LOG_CONFIG=deploy/granian-logs.json
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "deploy/health.py"]
CMD ["granian", "cms.wsgi:application"]
