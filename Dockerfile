# Not run where this project is developed: no Docker there. tests/test_container.py checks what can be.
FROM python:3.11-slim
WORKDIR /app
# pg_dump and its kin, for `analyser backup` of a PostgreSQL database.
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu
COPY requirements.lock pyproject.toml README.md LICENSE ./
COPY analyser analyser
COPY api api
COPY models models
# At the versions of the lock, and only what the service itself needs of it.
RUN pip install --no-cache-dir --constraint requirements.lock ".[redis]" \
    && useradd --create-home --uid 10001 analyser \
    && install -d -o analyser /data
USER analyser
ENV TRUST_ANALYSER_DATABASE=/data/calls.db
VOLUME /data
EXPOSE 8000
# The service listens beyond its own computer only when there is an admin: `analyser admin create` first.
CMD ["analyser", "serve", "--host", "0.0.0.0"]
