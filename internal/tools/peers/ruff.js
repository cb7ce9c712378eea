// Checks the Python files of a folder with the WebAssembly build of ruff and
// prints how long that took, start-up left out, and how much was found.
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");
const { Workspace, PositionEncoding } = createRequire(path.join(process.argv[2], "x.js"))("@astral-sh/ruff-wasm-nodejs");

const files = [];
(function walk(dir) {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const at = path.join(dir, entry.name);
    if (entry.isDirectory()) walk(at);
    else if (entry.isFile() && entry.name.endsWith(".py")) files.push(at);
  }
})(process.argv[3]);

const options = { lint: { preview: true, select: ["ASYNC", "RUF006", "RUF029"] } };
const workspace = PositionEncoding === undefined ? new Workspace(options) : new Workspace(options, PositionEncoding.Utf8);
const start = process.hrtime.bigint();
let found = 0;
let failed = 0;
for (const file of files) {
  try {
    found += workspace.check(fs.readFileSync(file, "utf8")).length;
  } catch {
    failed++;
  }
}
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
console.log(JSON.stringify({ seconds, found, failed, files: files.length }));
