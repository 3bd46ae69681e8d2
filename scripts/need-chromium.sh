#!/usr/bin/env bash
# The browser tests drive Debian's Chromium. As root on Debian it is installed; elsewhere it is named.
set -eu
# WenQuanYi Micro Hei writes Chinese in 1.6 MB; without one such font names are boxes. Noto CJK is 57 MB, Zen Hei 7.5.
fonts="fonts-dejavu-core fonts-wqy-microhei"
if [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && ! dpkg -s $fonts >/dev/null 2>&1; then
  (apt-get update && apt-get install -y --no-install-recommends $fonts) >/dev/null ||
    echo "setup: the fonts $fonts could not be installed; pictures of Chinese names will show boxes" >&2
fi
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -n "${PERMEANCE_CHROMIUM:-}" ] && [ -x "$PERMEANCE_CHROMIUM" ] && exit 0
[ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && exit 0
if [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ]; then
  (apt-get update && apt-get install -y --no-install-recommends chromium) >/dev/null
  exit 0
fi
echo "setup: Chromium was not found and the browser tests need it; install it (Debian: apt install chromium) or set PERMEANCE_CHROMIUM to its path, and run make again" >&2
exit 1
