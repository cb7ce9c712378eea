-- What nvim-dap has to know of asyncdap.
local M = {}

local registered = false

-- register adds the adapter and its configurations to nvim-dap, once, if there
-- is a nvim-dap. It says whether there is.
function M.register()
  if registered then return true end
  local found, dap = pcall(require, 'dap')
  if not found then return false end
  registered = true
  local options = require('asynctools').options.dap
  dap.adapters.asyncdap = function(callback)
    local cmd = require('asynctools').options.dap.cmd
    callback({ type = 'executable', command = cmd[1], args = vim.list_slice(cmd, 2) })
  end
  if options.configurations then
    dap.configurations.python = dap.configurations.python or {}
    vim.list_extend(dap.configurations.python, M.configurations())
  end
  local session = require('asynctools.session')
  local function ours(s) return s.config and s.config.type == 'asyncdap' end
  dap.listeners.after.event_stopped['asynctools'] = function(s, body)
    if not ours(s) then return end
    session.note(s, body.threadId)
    session.changed('stopped')
  end
  -- A program that goes on says so by an event, or only by the answer.
  for _, what in ipairs({
    'event_continued', 'event_initialized', 'event_terminated', 'event_exited', 'continue', 'next', 'stepIn', 'stepOut', 'disconnect',
  }) do
    dap.listeners.after[what]['asynctools'] = function(s, err)
      local failed = what:find('^event_') == nil and err
      if not ours(s) or failed then return end
      session.note(s, nil)
      session.changed('continued')
      if what == 'event_initialized' and s.on_close then
        s.on_close['asynctools'] = function() vim.defer_fn(function() session.changed('ended') end, 10) end
      end
    end
  end
  -- What is typed into the console, or set, may change what a stopped program
  -- does, also if it fails in the end. Hovers and watches only look.
  for _, what in ipairs({ 'evaluate', 'setVariable', 'setExpression', 'terminateThreads' }) do
    dap.listeners.after[what]['asynctools'] = function(s, _, _, asked)
      if not ours(s) or not session.stands(s) then return end
      local context = asked and asked.context
      if what == 'evaluate' and (not asked or context and context ~= 'repl') then return end
      session.changed('edited')
    end
  end
  return true
end

function M.configurations()
  return {
    { type = 'asyncdap', request = 'launch', name = 'asyncdap: this file', program = '${file}', cwd = '${workspaceFolder}' },
    {
      type = 'asyncdap', request = 'launch', name = 'asyncdap: this file, in virtual time', program = '${file}',
      cwd = '${workspaceFolder}', virtualTime = true,
    },
    {
      type = 'asyncdap', request = 'launch', name = 'asyncdap: this file, with arguments', program = '${file}',
      cwd = '${workspaceFolder}',
      args = function() return vim.split(vim.fn.input('arguments: '), ' +', { trimempty = true }) end,
    },
    {
      type = 'asyncdap', request = 'attach', name = 'asyncdap: attach to asyncdap run --listen',
      connect = function()
        local host, port = vim.fn.input('[host:]port: '):match('^(.-):?(%d+)$')
        return { host = host ~= '' and host or '127.0.0.1', port = tonumber(port) }
      end,
    },
  }
end

return M
