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
  for _, event in ipairs({ 'event_stopped', 'event_continued', 'event_terminated', 'event_exited', 'event_initialized' }) do
    dap.listeners.after[event]['asynctools'] = function(s)
      if s.config and s.config.type == 'asyncdap' then session.changed(event:gsub('^event_', '')) end
    end
  end
  -- A program that goes on says so by an event, or only by the answer.
  for _, command in ipairs({ 'continue', 'next', 'stepIn', 'stepOut', 'disconnect' }) do
    dap.listeners.after[command]['asynctools'] = function(s)
      if s.config and s.config.type == 'asyncdap' then session.changed(command) end
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
