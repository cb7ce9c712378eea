-- A debug session through a client of the test's own, which speaks to the
-- adapter on its standard streams as nvim-dap does.
local s = require('story')
local say, wait = s.say, s.wait

local function adapter()
  local a = { seq = 0, answers = {}, events = {}, text = '' }
  local function take()
    while true do
      local head, from = a.text:find('\r\n\r\n', 1, true)
      local length = head and tonumber(a.text:sub(1, head + 1):match('Content%-Length: (%d+)'))
      if not length or #a.text < from + length then return end
      local m = vim.json.decode(a.text:sub(from + 1, from + length))
      a.text = a.text:sub(from + length + 1)
      if m.type == 'response' then a.answers[m.request_seq] = m else table.insert(a.events, m) end
    end
  end
  local stdin, stdout, stderr = vim.loop.new_pipe(), vim.loop.new_pipe(), vim.loop.new_pipe()
  local handle
  handle = vim.loop.spawn(vim.env.ASYNCDAP, { stdio = { stdin, stdout, stderr } }, function(status)
    a.status = status
    handle:close()
  end)
  assert(handle, 'the adapter does not start')
  stdout:read_start(vim.schedule_wrap(function(_, data)
    if data then
      a.text = a.text .. data
      take()
    end
  end))
  stderr:read_start(vim.schedule_wrap(function(_, data)
    if data then say('the adapter says: ' .. data) end
  end))
  -- call sends a request and waits for its answer; begin does not wait.
  function a.begin(command, arguments)
    a.seq = a.seq + 1
    local text = vim.json.encode({ seq = a.seq, type = 'request', command = command, arguments = arguments })
    stdin:write(('Content-Length: %d\r\n\r\n%s'):format(#text, text))
    return a.seq
  end
  function a.answer(seq, command)
    wait('the answer to ' .. command, function() return a.answers[seq] end)
    local m = a.answers[seq]
    if not m.success then error(command .. ': ' .. (m.message or '?'), 0) end
    return m.body or {}
  end
  function a.call(command, arguments) return a.answer(a.begin(command, arguments), command) end
  -- event waits for the next event of a name and drops those before it.
  function a.event(name)
    local found
    wait('the event ' .. name, function()
      while #a.events > 0 do
        local m = table.remove(a.events, 1)
        if m.event == 'output' then
          for line in m.body.output:gmatch('[^\n]+') do say('output: ' .. line) end
        end
        if m.event == name then
          found = m.body or {}
          return true
        end
      end
    end)
    return found
  end
  return a
end

-- stack prints the frames of a thread and returns the first one's id.
local function stack(a, thread)
  local frames = a.call('stackTrace', { threadId = thread }).stackFrames
  local first
  for _, f in ipairs(frames) do
    if f.presentationHint == 'label' then
      say('  -- ' .. f.name)
    elseif f.source and not (f.source.path or ''):find('asyncio', 1, true) and f.presentationHint ~= 'subtle' then
      first = first or f
      say(('  %s line %d'):format(f.name, f.line))
    end
  end
  return first and first.id
end

s.play(function()
  vim.cmd('edit app.py')
  local file = vim.fn.expand('%:p')
  local a = adapter()
  say('# launched')
  local caps = a.call('initialize', { adapterID = 'asyncdap', clientID = 'test', pathFormat = 'path' })
  say('can cancel tasks: ' .. tostring(caps.supportsTerminateThreadsRequest))
  local launch = a.begin('launch', { program = file })
  a.event('initialized')
  s.find('await asyncio.sleep(0.001)')
  local points = a.call('setBreakpoints', { source = { path = file }, breakpoints = { { line = vim.fn.line('.') } } }).breakpoints
  say(('breakpoint: line %d, verified %s'):format(points[1].line, tostring(points[1].verified)))
  a.call('configurationDone')
  a.answer(launch, 'launch')

  say('# at the breakpoint in the async generator')
  local stop = a.event('stopped')
  say('stopped: ' .. stop.reason)
  local frame = stack(a, stop.threadId)
  say('n = ' .. a.call('evaluate', { expression = 'n', frameId = frame, context = 'hover' }).result)
  for _, t in ipairs(a.call('threads').threads) do say('  thread ' .. t.name) end

  say('# a step over an await stays in its task')
  local before = stop.threadId
  for _ = 1, 3 do
    a.call('next', { threadId = stop.threadId })
    stop = a.event('stopped')
    say(('stopped: %s, same task: %s'):format(stop.reason, tostring(stop.threadId == before)))
    frame = stack(a, stop.threadId)
  end

  say('# await in the console')
  say(a.call('evaluate', { expression = 'await asyncio.sleep(0.01, "slept")', frameId = frame, context = 'repl' }).result)

  say('# to the end')
  a.call('setBreakpoints', { source = { path = file }, breakpoints = {} })
  a.call('continue', { threadId = stop.threadId })
  say('exit status ' .. a.event('exited').exitCode)
  a.event('terminated')
  a.call('disconnect')
  wait('the end of the adapter', function() return a.status end)
  say('adapter: status ' .. a.status)
end)
