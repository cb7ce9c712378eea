-- The newest Neovim and nvim-dap: the server by vim.lsp.enable, and a session
-- of nvim-dap from a breakpoint in an async generator to one that is lost.
local s = require('story')
local say, wait = s.say, s.wait

s.play(function()
  vim.cmd('runtime plugin/asynctools.lua plugin/dap.lua')
  vim.cmd('filetype on')
  vim.o.columns, vim.o.lines = 120, 60

  say('# vim.lsp.enable')
  vim.lsp.config('asynclsp', { cmd = { vim.env.ASYNCLSP, 'serve' } })
  vim.lsp.enable('asynclsp')
  vim.cmd('edit leak.py')
  local file = vim.api.nvim_get_current_buf()
  wait('the finding', function() return #vim.diagnostic.get(file) > 0 end)
  for _, d in ipairs(vim.diagnostic.get(file)) do say(('  line %d %s: %s'):format(d.lnum + 1, d.code, vim.split(d.message, '\n')[1])) end
  local client = vim.lsp.get_clients({ bufnr = file })[1]
  say('root: ' .. (client.root_dir and vim.fn.fnamemodify(client.root_dir, ':t') or 'none'))

  say('# inlay hints')
  vim.lsp.inlay_hint.enable(true)
  wait('the hints', function() return #vim.lsp.inlay_hint.get({ bufnr = file }) > 0 end)
  for _, h in ipairs(vim.lsp.inlay_hint.get({ bufnr = file })) do
    say(('  line %d %s'):format(h.inlay_hint.position.line + 1, vim.inspect(h.inlay_hint.label)))
  end

  say('# hover')
  s.find('async def rows')
  vim.api.nvim_win_set_cursor(0, { vim.fn.line('.'), 10 })
  vim.lsp.buf.hover()
  wait('the hover', s.has_float)
  s.floats()

  say('# a code action')
  s.find('async for row')
  vim.api.nvim_win_set_cursor(0, { vim.fn.line('.'), 21 })
  local chosen
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do say('  offered: ' .. options.format_item(item)) end
    choose(items[1])
    chosen = true
  end
  vim.lsp.buf.code_action()
  wait('the menu', function() return chosen end)
  wait('no finding', function() return #vim.diagnostic.get(file) == 0 end)
  s.find('async def first')
  s.lines(0, vim.fn.line('.'), vim.fn.line('.') + 5)
  vim.cmd('undo')
  wait('the finding', function() return #vim.diagnostic.get(file) > 0 end)

  say('# a breakpoint in the async generator')
  require('asynctools').setup({ lsp = { enabled = false }, dap = { cmd = { vim.env.ASYNCDAP } } })
  local dap = require('dap')
  vim.cmd('edit app.py')
  s.find('await asyncio.sleep(0.001)')
  dap.toggle_breakpoint()
  dap.run(dap.configurations.python[1])
  local session
  -- stopped waits for a stop other than the last, and its frames.
  local last
  local function stopped()
    wait('a stop', function()
      session = dap.session()
      return session and session.current_frame and session.current_frame ~= last and session.stopped_thread_id
    end)
    last = session.current_frame
    local thread = session.threads[session.stopped_thread_id]
    say('stopped in ' .. thread.name)
    wait('the stack', function() return thread.frames and #thread.frames > 0 end)
    for _, f in ipairs(thread.frames) do
      if f.presentationHint == 'label' then
        say('  -- ' .. f.name)
      elseif f.presentationHint ~= 'subtle' then
        say(('  %s line %d'):format(f.name, f.line))
      end
    end
  end
  stopped()
  say('# steps over the await stay in the task')
  dap.step_over()
  stopped()
  dap.step_over()
  stopped()
  say('# the lists at a stop')
  for command, found in pairs({ AsyncGenerators = '1 live async generator', AsyncLoop = 'ready (', AsyncGraph = 'who waits for whom: ', AsyncTasks = 'in ' }) do
    vim.cmd(command)
    wait(command, function() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'):find(found, 1, true) end)
    s.press('q')
  end
  vim.cmd('AsyncTasks')
  wait('the tasks', function() return vim.api.nvim_buf_line_count(0) > 3 end)
  s.lines(0, 1, 1)
  s.press('q')
  vim.cmd('AsyncGenerators')
  wait('the generators', function() return vim.api.nvim_buf_line_count(0) > 1 end)
  s.lines()
  s.press('q')
  dap.clear_breakpoints()
  dap.continue()
  wait('the end', function() return not dap.session() end)

  say('# an async generator is lost')
  vim.cmd('edit leak.py')
  dap.defaults.asyncdap.exception_breakpoints = { 'uncaught', 'unclosedAsyncGen' }
  dap.run(dap.configurations.python[1])
  stopped()
  local lost
  session:request('exceptionInfo', { threadId = session.stopped_thread_id }, function(_, body) lost = body end)
  wait('the explanation', function() return lost end)
  say(('  %s: %s'):format(lost.exceptionId, (lost.description:gsub(vim.pesc(vim.fn.getcwd()) .. '/', ''))))
  dap.continue()
  wait('the end', function() return not dap.session() end)

  say('# health')
  vim.cmd('checkhealth asynctools')
  for _, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    line = line:gsub(vim.pesc(vim.env.ASYNCDAP), 'ASYNCDAP'):gsub(vim.pesc(vim.env.ASYNCLSP), 'ASYNCLSP')
    if line:find('%a') then say('  | ' .. line:gsub('(async%l+) [%d.]+%S*', '%1 VERSION')) end
  end
end)
