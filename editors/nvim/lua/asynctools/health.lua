-- :checkhealth asynctools
local M = {}

local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local fail = health.error or health.report_error
local note = health.info or health.report_info

-- binary checks that a command is there and says its version.
local function binary(cmd, option)
  local name = cmd[1]
  if vim.fn.executable(name) == 0 then
    fail(('there is no executable %s'):format(name),
      { 'Build it: go install github.com/asynctools/asynctools/cmd/...', ('or name it: require("asynctools").setup({ %s })'):format(option) })
    return
  end
  local out = vim.fn.system({ name, '--version' })
  if vim.v.shell_error ~= 0 then
    fail(('%s --version failed: %s'):format(name, vim.trim(out)))
    return
  end
  ok(('%s: %s'):format(vim.fn.exepath(name), vim.trim(out)))
end

function M.check()
  local options = require('asynctools').options
  start('asynctools: language server')
  binary(require('asynctools.lsp').command(), 'lsp = { cmd = { "/path/to/asynclsp", "serve" } }')
  if vim.lsp.enable then
    note('Neovim 0.11 or newer: vim.lsp.enable("asynclsp"), or setup()')
  else
    note('before Neovim 0.11: require("asynctools").setup() starts the server')
  end
  start('asynctools: debugger')
  binary(options.dap.cmd, 'dap = { cmd = { "/path/to/asyncdap" } }')
  if require('asynctools.dap').register() then
    ok('nvim-dap knows the adapter "asyncdap"')
  else
    warn('nvim-dap is not installed', { ':AsyncAttach PORT, :AsyncTasks and the other lists work without it' })
  end
  local s = require('asynctools.session').current()
  note(s and ('there is a session: ' .. s.name) or 'there is no debug session now')
end

return M
