-- The language server as the plugin starts it, without configuration.
local s = require('story')
local say, wait = s.say, s.wait

s.play(function()
  vim.cmd('runtime plugin/asynctools.lua')
  require('asynctools').setup({ lsp = { cmd = { vim.env.ASYNCLSP, 'serve' }, settings = { minSeverity = 'information' } } })
  vim.cmd('edit leak.py')
  vim.bo.filetype = 'python'

  say('# diagnostics')
  wait('the finding', function() return #vim.diagnostic.get(0) > 0 end)
  for _, d in ipairs(vim.diagnostic.get(0)) do say(('  line %d %s: %s'):format(d.lnum + 1, d.code or d.user_data.lsp.code, vim.split(d.message, '\n')[1])) end

  say('# a code action')
  s.find('async for row')
  vim.api.nvim_win_set_cursor(0, { vim.fn.line('.'), 21 })
  local done
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do say('  offered: ' .. options.format_item(item)) end
    choose(items[1])
    done = true
  end
  vim.lsp.buf.code_action()
  wait('the menu', function() return done end)
  wait('no finding', function() return #vim.diagnostic.get(0) == 0 end)
  s.find('async def first')
  s.lines(0, vim.fn.line('.'), vim.fn.line('.') + 5)

  say('# hover')
  s.find('async def rows')
  vim.api.nvim_win_set_cursor(0, { vim.fn.line('.'), 10 })
  vim.lsp.buf.hover()
  wait('the hover', s.has_float)
  s.floats()

  say('# the references of a lens')
  vim.lsp.codelens.refresh()
  wait('the lenses', function()
    local lenses = vim.lsp.codelens.get(0)
    for _, l in ipairs(lenses) do
      if not l.command then return false end
    end
    return #lenses > 0
  end)
  s.find('async def rows')
  vim.lsp.codelens.run()
  wait('the list', function() return #vim.fn.getqflist() > 0 end)
  say('  ' .. vim.fn.getqflist({ title = 0 }).title)
  for _, item in ipairs(vim.fn.getqflist()) do say(('  line %d: %s'):format(item.lnum, vim.trim(item.text))) end
  vim.cmd('cclose')

  say('# one server for a workspace')
  vim.cmd('split app.py')
  vim.bo.filetype = 'python'
  wait('a second buffer', function() return vim.lsp.buf_get_clients(0)[1] or next(vim.lsp.buf_get_clients(0)) end)
  say(('%d client'):format(#vim.lsp.get_active_clients()))
end)
