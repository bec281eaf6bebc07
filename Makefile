# Each target is enough by itself on a machine that has python3, make and the package registries.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.setup
PACKAGES := core components controls evidence policy_pack stacks baseline

# Certificates of the machine, a company's among them; pip takes them by itself.
export UV_SYSTEM_CERTS := 1
# Without bytecode every start of a program that uses pulumi_aws takes twice as long.
export UV_COMPILE_BYTECODE := 1

.PHONY: setup preview sandbox test quick nightly check bench fuzz lock docs site hooks actionlint audit coverage

setup: $(STAMP)

$(STAMP): requirements-bootstrap.txt requirements-dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-bootstrap.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q $(PACKAGES)
	touch $@

preview: setup
	$(BIN)/baseline preview
	$(BIN)/baseline preview stacks/organization
	$(BIN)/baseline preview stacks/account

sandbox: setup
	$(BIN)/baseline sandbox up

test: setup
	$(BIN)/pytest --numprocesses auto --dist loadfile

# What a developer needs between two edits: no slow folder (pyproject.toml), no engine.
quick: setup
	$(BIN)/pytest --numprocesses auto --dist loadfile --quick

# More than fits into a pull request.
nightly: fuzz bench audit coverage

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python -m tools.docs --check
	$(BIN)/zizmor --offline --quiet --persona pedantic .github docs/workflows/*.yml

bench: setup
	$(BIN)/python -m benchmarks

# 50,000 cases over all rules; `make test` has fewer.
fuzz: setup
	BASELINE_FUZZ_EXAMPLES=270 $(BIN)/pytest --numprocesses auto tests/policy_pack/test_fuzz.py

docs: setup
	$(BIN)/python -m tools.docs

# The documentation as a site with search, in build/site.
site: setup
	$(BIN)/python -m mkdocs build --strict --quiet

hooks: setup
	$(BIN)/pre-commit install

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --upgrade

lock: setup
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) pyproject.toml --extra dev -o requirements-dev.txt
	$(COMPILE) pyproject.toml --extra oscal -o requirements-oscal.txt
	grep -E '^uv==' requirements-dev.txt | sed 's/ .*//' | $(COMPILE) - -o requirements-bootstrap.txt
	echo pip-audit | $(COMPILE) - -o requirements-audit.txt

# Branch coverage of the quick tests, subprocesses too; fails below `fail_under` in pyproject.toml.
# `make coverage COVERED=` measures all tests, in nearly twice their time.
COVERED ?= --quick
coverage: setup
	$(BIN)/pytest --numprocesses auto --dist loadfile $(COVERED) --cov --cov-report=term

# Needs `go` on PATH: the actionlint of PyPI fetches a program when it runs, the Go module is checked.
actionlint:
	go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 .github/workflows/*.yml docs/workflows/*.yml

# Known weaknesses of what the locks pin; a package that cannot be looked up is an error.
audit: setup
	$(BIN)/uv venv --quiet --clear $(VENV)/audit
	$(BIN)/uv pip install --quiet --python $(VENV)/audit/bin/python --require-hashes -r requirements-audit.txt
	code=0; for lock in requirements*.txt; do \
		echo "$$lock"; \
		$(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes -r $$lock || code=1; \
	done; exit $$code
