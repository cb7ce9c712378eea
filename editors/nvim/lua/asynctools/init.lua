-- asynctools for Neovim: the language server asynclsp, the debugger asyncdap,
-- and lists of the debugged program's tasks and async generators.
local M = {}

M.options = {
  lsp = {
    enabled = true,
    cmd = { 'asynclsp', 'serve' },
    settings = {}, -- those of docs/lsp.md, without "asynclsp."
  },
  dap = {
    cmd = { 'asyncdap' },
    configurations = true, -- add launch configurations to nvim-dap
  },
}

-- setup takes the options above, all of them optional, and starts the language
-- server in Python files.
function M.setup(options)
  options = options or {}
  for _, name in ipairs({ 'lsp', 'dap' }) do
    local given = type(options[name])
    if given ~= 'nil' and given ~= 'table' then error(('asynctools: %s is a %s, want a table'):format(name, given), 2) end
  end
  M.options = vim.tbl_deep_extend('force', M.options, options)
  if M.options.lsp.enabled then require('asynctools.lsp').enable() end
end

-- say tells the user something, from anywhere.
function M.say(text, level)
  vim.schedule(function() vim.notify('asynctools: ' .. text, level or vim.log.levels.INFO) end)
end

function M.complain(text) M.say(text, vim.log.levels.ERROR) end

return M
