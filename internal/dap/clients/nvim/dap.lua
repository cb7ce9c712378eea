-- nvim-dap with the plugin: launched by a configuration of the plugin, listed,
-- paused, a task cancelled, ended.
local s = require('story')
local say, wait = s.say, s.wait

s.play(function()
  vim.cmd('runtime plugin/asynctools.lua plugin/dap.lua')
  require('asynctools').setup({ lsp = { enabled = false }, dap = { cmd = { vim.env.ASYNCDAP } } })
  vim.o.columns, vim.o.lines = 120, 60
  vim.cmd('edit crowd.py')
  vim.bo.filetype = 'python'

  say('# configurations')
  local dap = require('dap')
  for _, c in ipairs(dap.configurations.python) do say('  ' .. c.name) end

  say('# running')
  dap.run(dap.configurations.python[1])
  wait('the session', function() return dap.session() and dap.session().initialized end)
  vim.cmd('AsyncTasks')
  local list, window = vim.api.nvim_get_current_buf(), vim.api.nvim_get_current_win()
  local function shown(what)
    wait(what, function() return table.concat(vim.api.nvim_buf_get_lines(list, 0, -1, false), '\n'):find(what, 1, true) end)
  end
  wait('all of them wait', function()
    s.press('r')
    return table.concat(vim.api.nvim_buf_get_lines(list, 0, -1, false), '\n'):find('worker-98  worker  suspended', 1, true)
  end)

  say('# paused')
  s.press('p')
  wait('the stop', function() return dap.session().stopped_thread_id end)
  shown('3 groups')
  s.lines(list)

  say('# a name given in the console')
  local function evaluate(expression, context)
    local answered
    dap.session():request('evaluate', { expression = expression, context = context }, function(err)
      answered = err and tostring(err.message) or 'done'
    end)
    wait('the answer', function() return answered end)
    say(('%s: %s'):format(context, answered))
  end
  local name = '[t.set_name("%s") for t in __import__("asyncio").all_tasks() if t.get_coro().__name__ == "reader"]'
  evaluate(name:format('taker'), 'repl')
  shown('taker  reader  suspended')
  evaluate(name:format('giver'), 'watch') -- only what looks is asked so: nothing is listed anew
  vim.wait(500)
  shown('taker  reader  suspended')
  evaluate(name:format('reader') .. ' + 1', 'repl') -- fails, after it has changed the name
  shown('\n  reader  suspended')

  say('# the stack of one, and its end')
  vim.api.nvim_set_current_win(window)
  s.find('reader  suspended')
  s.press('K')
  wait('the stack', s.has_float)
  s.floats()
  s.answers(1)
  s.press('x')
  wait('the notice', function() return s.told('being cancelled') end)
  s.press('p')
  shown('running: 1,201')

  say('# ended')
  dap.terminate()
  shown('no debug session')
  s.lines(list, 1, 1)
end)
