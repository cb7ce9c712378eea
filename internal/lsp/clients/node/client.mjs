// Plays a story against asynclsp and prints what it saw:
//
//	node client.mjs push|pull FOLDER COMMAND [ARGUMENT...]
//	node client.mjs push|pull FOLDER --connect HOST:PORT
import { pull } from "./pull.mjs";
import { push } from "./push.mjs";
import { Session } from "./session.mjs";

const [story, root, ...rest] = process.argv.slice(2);
const target = rest[0] === "--connect" ? { listen: rest[1] } : { command: rest };
const session = await Session.start(target, root);
try {
  await { push, pull }[story](session);
  process.exit(0);
} catch (e) {
  session.say(`failed: ${e.stack}`);
  session.kill?.();
  process.exit(1);
}
