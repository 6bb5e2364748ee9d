@echo off
rem Runs the notebooks, or opens JupyterLab, in the kit's own environment: run.cmd --help
rem It is run.sh for Windows, where it has not been run yet.
setlocal
if defined PYTHON goto check
set "PYTHON=py"
where py >nul 2>nul || set "PYTHON=python"

:check
"%PYTHON%" -c "import sys; sys.exit(sys.version_info < (3, 9))" 2>nul && goto run
echo run.cmd: Python 3.9 or newer is needed: install it, or set PYTHON to its python.exe 1>&2
exit /b 1

:run
"%PYTHON%" "%~dp0run.py" %*
exit /b %errorlevel%
