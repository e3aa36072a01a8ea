VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test test-vllm test-sglang release-check lint bench docs screenshots clean

# One model call turns the sentence into the object; the second run goes slowly enough to watch.
demo: $(STAMP)
	$(BIN)/constrained-diffusion generate --schema examples.person:Person "Ada Lovelace, 36, lives in London"
	$(BIN)/constrained-diffusion generate --schema examples.person:Person --watch --strategy confidence --threshold 1 \
		--per-step 3 --no-early-stop "Meet Alan Turing, who lives in Manchester and is 41 years old."

test: $(STAMP) lint
	$(BIN)/python -m pytest -n auto

# In an environment of its own, as vLLM pins what it needs.
VLLM ?= .venv-vllm
test-vllm:
	$(PYTHON) -m tests.serving.vllm.environment $(VLLM)
	VLLM_ON_CPU=1 OMP_NUM_THREADS=1 VLLM_NEWEST=$$(ls -d $(VLLM)/newest/vllm) \
		$(VLLM)/bin/python -m pytest tests/serving/vllm tests/serving/test_seams.py

# The classes of SGLang without its engine, which needs a GPU.
SGLANG ?= .venv-sglang
test-sglang:
	$(PYTHON) -m tests.serving.sglang.environment $(SGLANG)
	OMP_NUM_THREADS=1 $(SGLANG)/bin/python -m pytest tests/serving/sglang tests/serving/test_seams.py

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[bench,puzzles,plots]'
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.sudoku --costs

docs: $(STAMP)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[docs]'
	$(BIN)/mkdocs build --strict

# What people look at, as Chromium shows it, in build/screenshots.
screenshots: $(STAMP)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[docs]'
	$(BIN)/python docs/screenshots.py

# Wheel and sdist in bare environments, walking the README.
release-check: $(STAMP)
	$(BIN)/python -m tests.release

clean:
	rm -rf $(VENV) $(VLLM) $(SGLANG) build site

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@
