:; exec "$(cd -P "$(dirname "$0")" && pwd)/build.sh" "$@"

@echo off
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0build.ps1" %*
