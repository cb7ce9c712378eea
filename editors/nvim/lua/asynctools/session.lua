-- The debug session that the lists are about: nvim-dap's, or the plugin's own
-- to a program that listens.
local M = {}

local tools = require('asynctools')
local watchers = {} -- functions that are told when something has changed
local stops = setmetatable({}, { __mode = 'k' }) -- thread by nvim-dap's session
local own -- { client, state }, while attached without nvim-dap
local coming -- what own is to be, while the connection is made

-- watch has a function called after stops, resumptions and ends.
function M.watch(f) table.insert(watchers, f) end

local function changed(what)
  vim.schedule(function()
    for _, f in ipairs(watchers) do f(what) end
  end)
end
M.changed = changed

-- note keeps the thread that a session of nvim-dap has stopped in, or nil. It
-- has one itself, but sets it some requests after the event.
function M.note(s, thread) stops[s] = thread end

-- stands says whether the program of a session of nvim-dap is stopped.
function M.stands(s) return stops[s] ~= nil end

-- Both kinds of session answer request(command, arguments, done), where done
-- gets an error's text and the body, stopped() and thread(); id tells one from
-- another.
local function of_dap()
  local dap = package.loaded['dap']
  local s = dap and dap.session()
  if not s or not s.config or s.config.type ~= 'asyncdap' then return nil end
  return {
    name = 'nvim-dap',
    id = s,
    request = function(_, command, arguments, done)
      if arguments and next(arguments) == nil then arguments = nil end
      s:request(command, arguments, function(err, body)
        vim.schedule(function() done(err and (err.message or tostring(err)), body or {}) end)
      end)
    end,
    stopped = function() return stops[s] ~= nil end,
    thread = function() return stops[s] end,
  }
end

-- current is the session, or nil.
function M.current()
  local s = of_dap()
  if s then return s end
  if not own then return nil end
  return {
    name = own.name,
    id = own,
    request = function(_, command, arguments, done) own.client:request(command, arguments, done) end,
    stopped = function() return own.stopped end,
    thread = function() return own.thread end,
  }
end

local function went_on()
  own.stopped, own.reason, own.brief = false, nil, nil
  changed('continued')
end

local function on_event(name, body)
  if not own then return end
  if name == 'stopped' then
    own.stopped, own.thread = true, body.threadId
    own.brief = body.description or body.reason
    own.reason = body.text or own.brief
    changed('stopped')
  elseif name == 'continued' then
    went_on()
  elseif name == 'asyncdap/tasksChanged' then
    changed('tasks')
  elseif name == 'terminated' then
    own.ended = true
    own.client:close('the program has ended')
  end
end

-- reason says why the program of :AsyncAttach is stopped, in full and in a word.
function M.reason()
  if own then return own.reason, own.brief end
end

-- address reads [HOST:]PORT.
local function address(text)
  local host, port = text:match('^%[(.+)%]:(%d+)$')
  if not host then host, port = text:match('^(.*):(%d+)$') end
  if not host then host, port = '127.0.0.1', text:match('^(%d+)$') end
  port = tonumber(port)
  if not port or port < 1 or port > 65535 then return nil end
  return host == '' and '127.0.0.1' or host, port
end

-- attach connects to a program that listens; done(err) is for scripts.
function M.attach(text, done)
  done = done or function(err)
    if err then
      -- The adapter's own refusals may say so already.
      tools.complain(err:find('^cannot attach') and err or 'cannot attach: ' .. err)
    else
      tools.say('attached to ' .. text)
    end
  end
  local host, port = address(text)
  if not host then return done(('%q is no [HOST:]PORT'):format(text)) end
  if own then return done('attached already, to ' .. own.name) end
  if coming then return done(('still connecting to %s; :AsyncDetach gives that up'):format(coming.name)) end
  local state = { name = ('%s:%d'):format(host, port) }
  local ready = false
  coming = state
  require('asynctools.client').connect(host, port, {
    on_event = on_event,
    on_close = function(reason)
      if own ~= state then return end
      own = nil
      if ready and not state.leaving then tools.say(reason) end
      changed('ended')
    end,
  }, function(err, client)
    local wanted = coming == state
    if wanted then coming = nil end
    if err then return done(err) end
    if not wanted then
      client:close('given up')
      return done('given up')
    end
    state.client, own = client, state
    local function fail(text_of)
      client:close(text_of)
      done(text_of)
    end
    client:request('initialize', {
      adapterID = 'asyncdap', clientID = 'neovim', clientName = 'asynctools', pathFormat = 'path',
      linesStartAt1 = true, columnsStartAt1 = true, ['asyncdap/tasksChanged'] = 500,
    }, function(failed)
      if failed then return fail(failed) end
      client:request('attach', {}, function(refused)
        if refused then return fail(refused) end
        client:request('configurationDone', {}, function(wrong)
          if wrong then return fail(wrong) end
          ready = true
          done(nil)
          changed('attached')
        end)
      end)
    end)
  end)
end

-- detach leaves the program running, or gives up a connection being made.
function M.detach(done)
  if coming then
    coming = nil
    if done then done() end
    return
  end
  if not own then
    tools.complain(of_dap() and 'this is a session of nvim-dap; end it there' or 'there is no session')
    return
  end
  local state = own
  state.leaving = true
  state.client:request('disconnect', { terminateDebuggee = false }, function()
    state.client:close('detached')
    if done then done() end
  end)
end

-- toggle pauses the program, or has it go on. nvim-dap goes on by itself, for it
-- keeps a state of its own; its pause would ask which of all the tasks is meant.
function M.toggle()
  local s = M.current()
  if not s then return tools.complain('there is no session') end
  if s.name == 'nvim-dap' and s.stopped() then return require('dap').continue() end
  local command = s.stopped() and 'continue' or 'pause'
  s:request(command, { threadId = s.thread() or 1 }, function(err)
    if err then return tools.complain(err) end
    -- No event tells of what the answer does.
    if command == 'continue' and own and s.id == own then went_on() end
  end)
end

return M
