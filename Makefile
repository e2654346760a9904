# make run   sets everything up and opens the window (without a display: makes the demo)
# make test  sets everything up and runs every check

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-test

# What Qt, its xcb plugin and its fonts need and a bare Debian or Ubuntu lacks: what ldd lists
# for them, less what these packages bring along.
WINDOW_PACKAGES := libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 \
  libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0 libegl1 libgl1 libdbus-1-3 \
  libglib2.0-0 libfontconfig1 fonts-dejavu-core
SCREEN_PACKAGES := xvfb
# What the tests run exported commands with.
PROGRAM_PACKAGES := imagemagick ffmpeg

.PHONY: run test python window-libraries screen programs clean

run: $(RUN_STAMP) window-libraries
	@$(BIN)/kernelview

test: $(TEST_STAMP) window-libraries screen programs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.run_all

$(VENV)/bin/python:
	@$(MAKE) --no-print-directory python
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "KernelView needs Python 3.11 or newer, and $(PYTHON) is none;" \
	            "name another: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || sh tests/install_packages.sh python3-venv

$(RUN_STAMP): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(TEST_STAMP): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ $(RUN_STAMP)

window-libraries:
	@sh tests/install_packages.sh $(WINDOW_PACKAGES)

screen:
	@sh tests/install_packages.sh $(SCREEN_PACKAGES)
	@command -v Xvfb >/dev/null \
	  || { echo "the tests need Xvfb: sudo apt-get install $(SCREEN_PACKAGES)" >&2; exit 1; }

programs:
	@sh tests/install_packages.sh $(PROGRAM_PACKAGES)
	@command -v convert >/dev/null && command -v ffmpeg >/dev/null \
	  || { echo "the tests need ImageMagick and ffmpeg:" \
	            "sudo apt-get install $(PROGRAM_PACKAGES)" >&2; exit 1; }

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
