# What one can do here. Each target makes what it needs; the work itself is done in tools/.
PYTHON_HERE := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help run test check smoke prove simulate fmt requirements dump

help: ## list what one can do
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

run: ## the whole shop on http://127.0.0.1:8000 (PORT, VAR_DIR), until Ctrl-C
	@tools/bootstrap
	@$(PYTHON_HERE) -m tools.run

test: ## all tests, browser included, on a database of their own
	@tools/bootstrap dev
	@tools/bootstrap_chromium
	@$(PYTHON_HERE) -m pytest -n 2 $(ARGS)

check: ## format, lint, templates, imports, migrations, settings, translations
	@tools/bootstrap dev
	@$(PYTHON_HERE) -m tools.check

smoke: ## a clean clone, a purchase by browser, a restart
	@tools/bootstrap dev
	@tools/bootstrap_chromium
	@$(PYTHON_HERE) -m tools.smoke

prove: ## ten thousand random steps of orders, looms and ovens, other ones each time (ARGS=--hypothesis-seed=1)
	@tools/bootstrap dev
	@PROVE_LIVES=300 $(PYTHON_HERE) -m pytest tests/orders/promises/test_life.py -s $(ARGS)

simulate: ## a year of one UPT, its promises kept, looms and batches used (ARGS="--upt LPPLG --seed 1 --days 365")
	@tools/bootstrap dev
	@$(PYTHON_HERE) -m tools.simulated_year $(ARGS)

fmt: ## format code and templates
	@tools/bootstrap dev
	@$(PYTHON_HERE) -m tools.fmt

requirements: ## pin anew what requirements*.in ask for (ARGS=--upgrade for newer ones)
	@tools/bootstrap dev
	@$(PYTHON_HERE) tools/compile_requirements.py $(ARGS)

dump: ## keep a release's database for the tests of the next (ARGS="0.2.0")
	@tools/bootstrap dev
	@$(PYTHON_HERE) -m tools.release_dump $(ARGS)
