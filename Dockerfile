# Not run where this project is developed: no Docker there. Read it before you rely on it.
FROM python:3.11-slim
WORKDIR /app
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN pip install --no-cache-dir torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu \
    && pip install --no-cache-dir -r requirements.lock
COPY analyser analyser
COPY api api
COPY models models
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --create-home --uid 10001 analyser \
    && install -d -o analyser /data
USER analyser
ENV TRUST_ANALYSER_DATABASE=/data/calls.db
VOLUME /data
EXPOSE 8000
# The service listens beyond its own computer only when there is an admin: `analyser admin create` first.
CMD ["analyser", "serve", "--host", "0.0.0.0"]
