-- A small client of the Debug Adapter Protocol over TCP: enough to look at a
-- program that runs under "asyncdap run --listen", where nvim-dap is not used.
local M = {}
M.__index = M

local function decode(text)
  if vim.json then return vim.json.decode(text, { luanil = { object = true, array = true } }) end
  return vim.fn.json_decode(text)
end

local function encode(value)
  if vim.json then return vim.json.encode(value) end
  return vim.fn.json_encode(value)
end

-- connect calls done(err, client) in the main loop. on_event(name, body) is
-- called for each event, on_close(reason) once.
function M.connect(host, port, handlers, done)
  local self = setmetatable({ seq = 0, waiting = {}, text = '', handlers = handlers }, M)
  local socket = vim.loop.new_tcp()
  self.socket = socket
  local function finish(err)
    vim.schedule(function()
      if err then
        socket:close()
        done(err)
        return
      end
      socket:read_start(vim.schedule_wrap(function(failed, data)
        if failed or not data then
          -- One that is killed with something unread resets the connection.
          local gone = not failed or failed == 'ECONNRESET'
          self:close(gone and 'the program has closed the connection' or failed)
          return
        end
        self:receive(data)
      end))
      done(nil, self)
    end)
  end
  -- A name is looked up; an address is one already.
  vim.loop.getaddrinfo(host, nil, { socktype = 'stream' }, function(err, found)
    if err or not found or not found[1] then return finish(('no address of %s: %s'):format(host, err or 'none')) end
    socket:connect(found[1].addr, port, finish)
  end)
end

-- request calls done(err, body); err is a text.
function M:request(command, arguments, done)
  if self.closed then
    done('the connection is closed')
    return
  end
  self.seq = self.seq + 1
  self.waiting[self.seq] = done
  local message = { seq = self.seq, type = 'request', command = command }
  -- An empty table would be an empty list in JSON.
  if arguments and next(arguments) ~= nil then message.arguments = arguments end
  local text = encode(message)
  self.socket:write(('Content-Length: %d\r\n\r\n%s'):format(#text, text))
end

-- receive takes what has arrived, which need not end where a message does.
function M:receive(data)
  self.text = self.text .. data
  while not self.closed do
    local head, from = self.text:find('\r\n\r\n', 1, true)
    if not head then return end
    local length = tonumber(self.text:sub(1, head + 1):match('[Cc]ontent%-[Ll]ength: *(%d+)\r\n'))
    if not length then
      self:close('what arrives is no Debug Adapter Protocol')
      return
    end
    if #self.text < from + length then return end
    local ok, message = pcall(decode, self.text:sub(from + 1, from + length))
    self.text = self.text:sub(from + length + 1)
    if not ok then
      self:close('a message is no JSON: ' .. message)
      return
    end
    self:dispatch(message)
  end
end

function M:dispatch(message)
  if message.type == 'event' then
    self.handlers.on_event(message.event, message.body or {})
    return
  end
  local done = self.waiting[message.request_seq]
  if message.type ~= 'response' or not done then return end
  self.waiting[message.request_seq] = nil
  if message.success then
    done(nil, message.body or {})
  else
    done(message.message or 'the request failed', message.body)
  end
end

function M:close(reason)
  if self.closed then return end
  self.closed = true
  self.socket:close()
  local waiting = self.waiting
  self.waiting = {}
  for _, done in pairs(waiting) do done(reason) end
  self.handlers.on_close(reason)
end

return M
