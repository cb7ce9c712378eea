-- Commands, and what has to be in place before anybody calls setup().
if vim.g.loaded_asynctools then return end
vim.g.loaded_asynctools = true

local command = vim.api.nvim_create_user_command

command('AsyncTasks', function(a) require('asynctools.tasks').open(a.args) end,
  { nargs = '?', desc = 'Tasks of the debugged program, in groups' })
command('AsyncGenerators', function(a) require('asynctools.generators').open(a.args) end,
  { nargs = '?', desc = 'Live async generators of the debugged program' })
command('AsyncLoop', function(a) require('asynctools.loop').open(a.args) end,
  { nargs = '?', desc = 'What the event loop of the debugged program has to do' })
command('AsyncGraph', function(a) require('asynctools.graph').open(a.args) end,
  { nargs = '?', desc = 'Which task of the debugged program waits for which, and the deadlocks' })
command('AsyncAttach', function(a) require('asynctools.session').attach(a.args) end,
  { nargs = 1, desc = 'Attach to a program of asyncdap run --listen [HOST:]PORT, without nvim-dap' })
command('AsyncDetach', function() require('asynctools.session').detach() end,
  { nargs = 0, desc = 'Leave the program of :AsyncAttach running' })

-- The server has this run by the client: what a code lens counts.
vim.lsp.commands['asynclsp.showReferences'] = function(lens, context)
  require('asynctools.lsp').show_references(lens, context)
end

-- nvim-dap is told of asyncdap when the first Python file is there, so that
-- the plugin does not load it for other work.
local group = vim.api.nvim_create_augroup('asynctools', {})
vim.api.nvim_create_autocmd('FileType', {
  group = group,
  pattern = 'python',
  once = true,
  callback = function() require('asynctools.dap').register() end,
})
