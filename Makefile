# make demo   sets everything up and runs the main job on the embedded engine
# make test   sets everything up, checks style and types, runs the tests
# make bench  times what is meant to be fast beside what it is measured against (BENCHMARKS.md)
# make bench-scale   every step of the main job with large records; SIZES="100000 1000000"
# make torture  gives a million inputs to everything that reads, kills what it can; see torture/
# make dist   writes sdist, wheel and their digests to dist/, the same bytes from any checkout
# make sbom   writes the bill of materials (CycloneDX) to dist/
# make audit  checks licences, and asks whether anything that is locked has a known weakness
# make check-dist   installs the wheel into a new environment of every Python there is, and tries it
# make docs   builds the documentation
# make codebook   makes the generated files of data/ anew; do it after every change there
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
OUT ?= out
# data sets of others, to see in the report who is who; without them invented samples serve
SETS := $(wildcard ../shared/realdata)
WITH ?= $(if $(SETS),--with un-sc $(SETS)/un_sc/consolidated-2025-04-19.xml \
    --with ucdp-actor $(SETS)/ucdp/ucdp-actor-221.csv \
    --with canada-list $(SETS)/misp_galaxy/clusters/terrorist-groups.json)

.PHONY: demo test bench torture lint codebook docs-queries lock clean
.PHONY: docs
.PHONY: dist check-dist sbom audit
.DELETE_ON_ERROR:

demo: $(VENV)/.run
	env -u NEO4J_URI -u NEO4J_USERNAME -u NEO4J_PASSWORD -u NEO4J_DATABASE \
	    -u INSURGRAPH_DATA -u INSURGRAPH_FORMAT INSURGRAPH_CONFIG= \
	    $(BIN)/insurgraph build --out $(OUT) $(WITH)

test: lint
	$(BIN)/python -m pytest $(PYTEST)
	$(BIN)/python -m pytest --doctest-modules -p no:cacheprovider --rootdir build/checked build/checked/insurgraph -q

bench: $(VENV)/.test
	$(BIN)/python benchmarks/centrality.py
	$(BIN)/python benchmarks/intervals.py
	$(BIN)/python benchmarks/likeness.py
	$(BIN)/python benchmarks/resolution.py
	$(BIN)/python benchmarks/queries.py
	$(BIN)/python benchmarks/page.py
	$(BIN)/python -m benchmarks.scale 1000 10000
	$(BIN)/python -m benchmarks.beside
	$(BIN)/python -m benchmarks.cluster

SIZES ?= 1000 10000 100000 1000000
bench-scale: $(VENV)/.test
	$(BIN)/python -m benchmarks.scale $(SIZES) --limit 3600

# some twenty minutes on two cores; INPUTS and TIMES (of the kills) make it shorter or longer;
# without the jars of Neo4j: ON="embedded files disk"
torture: $(VENV)/.test
	$(BIN)/python -m torture.fuzz $(if $(INPUTS),--inputs $(INPUTS))
	$(BIN)/python -m torture.faults $(if $(TIMES),--times $(TIMES)) $(if $(ON),--on $(ON))

# mypy and doctest do not see the package mapping: both look at a fresh installed copy
lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	rm -rf build
	$(PIP) --no-deps --no-build-isolation --target build/checked .
	MYPYPATH=build/checked $(BIN)/mypy --strict -p insurgraph

# codebook, change log, citation, data package and digests of data/, made from what it holds;
# SINCE=folder is the edition before, once there is one
codebook: $(VENV)/.run
	$(BIN)/insurgraph release data $(if $(SINCE),--since $(SINCE))

dist: $(VENV)/.run
	$(BIN)/python -m supply.distribution

check-dist: dist
	$(BIN)/python -m supply.distribution check $(PYTHONS)

sbom: $(VENV)/.test
	$(BIN)/python -m supply.sbom

# pip-audit has an environment of its own; where no advisory service answers, it is said
audit: $(VENV)/.test $(VENV)-audit/.made
	$(BIN)/python -m supply.licences
	$(BIN)/python -m supply.advisories $(VENV)-audit/bin/pip-audit

$(VENV)-audit/.made: requirements/audit.txt
	$(PYTHON) -m venv $(VENV)-audit
	$(VENV)-audit/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement requirements/audit.txt
	touch $@

# what pip installs is locked by hash; `make lock` renews the files
$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes --requirement requirements/run.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	$(PIP) --require-hashes --requirement requirements/test.txt
	touch $@

lock:
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --upgrade \
	    --no-header --quiet --output-file requirements/run.txt
	uv pip compile pyproject.toml --group build --group test --universal --python-version 3.11 --generate-hashes --upgrade \
	    --no-header --quiet --constraint requirements/run.txt --output-file requirements/test.txt
	uv pip compile pyproject.toml --group build --group docs --universal --python-version 3.11 --generate-hashes --upgrade \
	    --no-header --quiet --constraint requirements/test.txt --output-file requirements/docs.txt
	uv pip compile requirements/followthemoney.in --universal --python-version 3.11 --generate-hashes --upgrade \
	    --no-header --quiet --only-binary :all: --output-file requirements/followthemoney.txt
	uv pip compile requirements/audit.in --universal --python-version 3.11 --generate-hashes --upgrade \
	    --no-header --quiet --output-file requirements/audit.txt

# the examples in the headers of the queries, from the record, and queries/README.md, from the
# queries and the schema; do it after every change of one of these
docs-queries: $(VENV)/.test
	$(BIN)/python -m tests.examples
	$(BIN)/python -m insurgraph.queries.readme > queries/README.md

docs-exports: $(VENV)/.run
	$(BIN)/python -m insurgraph.graph.export.readme > graph/export/README.md

# the documentation as build/site/index.html: pages that are written, and pages made from the program
docs: $(VENV)-docs/.docs
	rm -rf build/pages build/site
	$(VENV)-docs/bin/python -m docs.site build/pages
	$(VENV)-docs/bin/python -m sphinx -W --keep-going -q -c docs build/pages build/site

$(VENV)-docs/.docs: requirements/docs.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)-docs
	$(VENV)-docs/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement requirements/docs.txt
	$(VENV)-docs/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-audit $(VENV)-docs build dist out *.egg-info
