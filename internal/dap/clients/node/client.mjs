// Debugs programs with the client that adapters are tested with elsewhere, and
// prints what it saw:
//
//	node client.mjs FOLDER COMMAND      an adapter of its own for each story
//	node client.mjs FOLDER --port PORT  sessions of one that listens
import support from "@vscode/debugadapter-testsupport";
import { stories } from "./stories.mjs";

const [root, command, port] = process.argv.slice(2);
let failed = false;
for (const [name, story] of Object.entries(stories)) {
  const lines = [];
  const client = new support.DebugClient(command, "serve", "asyncdap");
  client.defaultTimeout = 20_000;
  try {
    await client.start(port && Number(port));
    await story(client, { root, say: (line) => lines.push(line) });
  } catch (e) {
    failed = true;
    lines.push(`failed: ${e.stack}`);
  } finally {
    await client.stop().catch((e) => {
      failed = true;
      lines.push(`failed to stop: ${e.stack}`);
    });
  }
  console.log([`# ${name}`, ...lines].join("\n"));
}
process.exit(failed ? 1 : 0);
