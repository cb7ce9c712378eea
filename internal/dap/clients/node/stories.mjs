import assert from "node:assert/strict";
import path from "node:path";

// begin launches a program, and says what to do before it runs.
async function begin(client, launch, prepare = async () => {}) {
  const ready = client.waitForEvent("initialized");
  const launched = client.initializeRequest().then(() => client.launchRequest(launch));
  await ready;
  await prepare();
  await client.configurationDoneRequest();
  await launched;
}

// stack is the user's frames of a thread, leaf first, with the labels between.
async function stack(client, threadId) {
  const { body } = await client.stackTraceRequest({ threadId });
  return body.stackFrames.filter((f) => f.presentationHint !== "subtle");
}

const show = (frames) => frames.map((f) => (f.presentationHint === "label" ? `[${f.name}]` : `${f.name}:${f.line}`)).join("  ");

// step sends a request and waits for the stop that it ends in.
async function step(client, request, args) {
  const stopped = client.waitForEvent("stopped");
  await client[request](args);
  return (await stopped).body;
}

const ended = (client) => Promise.all([client.waitForEvent("exited"), client.waitForEvent("terminated")]).then(([e]) => e.body.exitCode);

export const stories = {
  async "launch"(client, { root, say }) {
    const over = ended(client);
    await Promise.all([begin(client, { program: path.join(root, "app.py") }), client.assertOutput("stdout", "numbers are over\n3\n")]);
    say(`exit status ${await over}`);
  },

  async "a breakpoint in an async generator"(client, { root, say }) {
    const program = path.join(root, "app.py");
    await client.hitBreakpoint({ program }, { path: program, line: 8 });
    const { body } = await client.threadsRequest();
    say(body.threads.map((t) => t.name).join(", "));
    const adder = body.threads.find((t) => t.name.startsWith("adder"));
    const frames = await stack(client, adder.id);
    say(show(frames));
    const { body: scopes } = await client.scopesRequest({ frameId: frames[0].id });
    say(scopes.scopes.map((s) => s.name).join(", "));
    const { body: locals } = await client.variablesRequest({ variablesReference: scopes.scopes[0].variablesReference });
    say(locals.variables.map((v) => `${v.name} = ${v.value}`).join(", "));
  },

  async "conditions and function breakpoints"(client, { root, say }) {
    const program = path.join(root, "app.py");
    let stopped = client.waitForEvent("stopped");
    await begin(client, { program }, async () => {
      await client.setBreakpointsRequest({ source: { path: program }, breakpoints: [{ line: 8, condition: "n == 2" }] });
      const { body } = await client.setFunctionBreakpointsRequest({ breakpoints: [{ name: "total" }, { name: "nothing" }] });
      say(body.breakpoints.map((b) => b.verified).join(", "));
    });
    let { body } = await stopped;
    say(`${body.reason}: ${show(await stack(client, body.threadId))}`);
    body = await step(client, "continueRequest", { threadId: body.threadId });
    const frames = await stack(client, body.threadId);
    const { body: n } = await client.evaluateRequest({ expression: "n", frameId: frames[0].id, context: "watch" });
    say(`${body.reason}: ${show(frames)}, n = ${n.result}`);
  },

  async "steps over awaits stay in their task"(client, { root, say }) {
    const program = path.join(root, "app.py");
    const stopped = client.waitForEvent("stopped");
    await begin(client, { program }, () => client.setBreakpointsRequest({ source: { path: program }, breakpoints: [{ line: 7 }] }));
    const { threadId } = (await stopped).body;
    await client.setBreakpointsRequest({ source: { path: program }, breakpoints: [] });
    for (const request of ["nextRequest", "nextRequest", "nextRequest", "stepInRequest", "stepInRequest", "stepOutRequest"]) {
      const body = await step(client, request, { threadId });
      assert.equal(body.threadId, threadId);
      say(`${request.replace("Request", "")}: ${show(await stack(client, threadId))}`);
    }
  },

  async "an exception that nothing catches"(client, { root, say }) {
    const stopped = client.waitForEvent("stopped");
    const over = ended(client);
    await begin(client, { program: path.join(root, "fail.py") }, () => client.setExceptionBreakpointsRequest({ filters: ["uncaught"] }));
    const { body } = await stopped;
    say(`${body.reason}: ${body.text}`);
    say(show(await stack(client, body.threadId)));
    const { body: info } = await client.exceptionInfoRequest({ threadId: body.threadId });
    say(`${info.exceptionId}, ${info.breakMode}: ${info.description}`);
    await client.setExceptionBreakpointsRequest({ filters: [] });
    await client.continueRequest({ threadId: body.threadId });
    say(`exit status ${await over}`);
  },

  async "an async generator that is lost"(client, { root, say }) {
    const stopped = client.waitForEvent("stopped");
    await begin(client, { program: path.join(root, "leak.py") }, () => client.setExceptionBreakpointsRequest({ filters: ["unclosedAsyncGen"] }));
    const { body } = await stopped;
    say(`${body.reason}: ${body.text}`);
    const { body: info } = await client.exceptionInfoRequest({ threadId: body.threadId });
    say(`${info.exceptionId}: ${info.description.split("\n")[0]}`);
  },

  async "a pause while the loop is idle"(client, { root, say }) {
    await begin(client, { program: path.join(root, "crowd.py") });
    const tasks = (filter, grouped = false) => client.customRequest("asyncdap/tasks", { filter, grouped }).then((r) => r.body);
    while ((await tasks("reader")).tasks?.[0].state !== "suspended") await new Promise((later) => setTimeout(later, 10));
    const stopped = client.waitForEvent("stopped");
    await client.pauseRequest({ threadId: 1 });
    const { body } = await stopped;
    say(`${body.reason}: ${body.description}`);
    say((await tasks("worker", true)).groups.map((g) => `${g.count} x ${g.frames.map((f) => `${f.name}:${f.line}`).join(" ")}`).join(", "));
    say(show(await stack(client, (await tasks("reader")).tasks[0].threadId)));
  },

  async "what is evaluated"(client, { root, say }) {
    const program = path.join(root, "app.py");
    const stopped = client.waitForEvent("stopped");
    await begin(client, { program }, () => client.setBreakpointsRequest({ source: { path: program }, breakpoints: [{ line: 16 }] }));
    const { threadId } = (await stopped).body;
    const [{ id: frameId }] = await stack(client, threadId);
    const ask = async (expression, context) => {
      const answer = await client.evaluateRequest({ expression, context, frameId }).then((r) => r.body.result, (e) => `error: ${e.message}`);
      say(`${context} ${expression.replace("\n", "; ")}: ${answer}`);
    };
    await ask("found + 40", "hover");
    await ask("n /", "watch");
    await ask("n / 0", "watch");
    await ask("await asyncio.sleep(0.01, 'slept')", "repl");
    await ask("await total(4)", "repl");
    await ask("found = 100\nfound", "repl");
    const { body: scopes } = await client.scopesRequest({ frameId });
    const { body: set } = await client.setVariableRequest({ variablesReference: scopes.scopes[0].variablesReference, name: "found", value: "50" });
    say(`set: ${set.value}`);
    await client.setBreakpointsRequest({ source: { path: program }, breakpoints: [] });
    const over = ended(client);
    await Promise.all([client.continueRequest({ threadId }), client.assertOutput("stdout", "numbers are over\n53\n")]);
    say(`exit status ${await over}`);
  },
};
