-- The plugin alone: a program that listens, its tasks and async generators.
local s = require('story')
local say, wait = s.say, s.wait

s.play(function()
  vim.cmd('runtime plugin/asynctools.lua')
  say('# wrong options')
  for _, options in ipairs({ 'x', { lsp = 1 }, { lsp = { cmd = 'asynclsp' } }, { lsp = { cmd = {} } }, { dap = { cmd = 'asyncdap' } },
    { dap = { cmd = { 'asyncdap', 1 } } }, { lsp = { settings = 'strict' } } }) do
    local ok, err = pcall(require('asynctools').setup, options)
    say(('%s %s'):format(tostring(ok), tostring(err):gsub('^.-: ', '')))
  end
  say('# unknown options')
  require('asynctools').setup({ lsp = { enabled = false, comand = {} }, dab = {}, 'what' })
  wait('the warning', function() return s.told('does not know') end)
  say('kept: ' .. vim.inspect(require('asynctools').options):gsub('%s+', ' '))
  require('asynctools').setup({ lsp = { enabled = false, cmd = { vim.env.ASYNCLSP } }, dap = { cmd = { vim.env.ASYNCDAP } } })
  vim.o.columns, vim.o.lines = 120, 60
  vim.cmd('edit crowd.py')

  local address, printed, ended = nil, {}, nil
  local job = vim.fn.jobstart({ vim.env.ASYNCDAP, 'run', '--listen', '127.0.0.1:0', '--wait', 'crowd.py' }, {
    on_stderr = function(_, data)
      address = address or table.concat(data, '\n'):match('can attach on (%S+)')
    end,
    on_stdout = function(_, data) vim.list_extend(printed, data) end,
    on_exit = function(_, status) ended = status end,
  })
  wait('the program', function() return address end)

  local function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') end
  local function shown(what)
    local ok, err = pcall(wait, what, function() return text():find(what, 1, true) end)
    if not ok then error(err .. ' in\n' .. text(), 0) end
  end

  say('# without a session')
  vim.cmd('AsyncTasks')
  s.lines()
  s.press('q')
  vim.cmd('AsyncTasks')
  vim.cmd('only')
  s.press('q')
  say('the only window shows ' .. vim.fn.expand('%:t'))
  local attached
  require('asynctools.session').attach('no port', function(err) say('error: ' .. err) end)
  require('asynctools.session').attach('1', function(err) say('error: ' .. err); attached = true end)
  wait('the refusal', function() return attached end)

  say('# attached, running')
  local given_up
  require('asynctools.session').attach(address, function(err) say('error: ' .. tostring(err)); given_up = true end)
  vim.cmd('AsyncDetach')
  wait('the end of what was given up', function() return given_up end)
  say('session: ' .. tostring(require('asynctools.session').current()))
  vim.cmd('AsyncAttach ' .. address)
  vim.cmd('AsyncAttach ' .. address)
  wait('the session', function() return require('asynctools.session').current() end)
  vim.cmd('AsyncTasks')
  shown('1,202 tasks')
  wait('all of them wait', function()
    s.press('r')
    return text():find('reader', 1, true) or text():find('worker-98  worker  suspended', 1, true)
  end)
  s.lines(0, 1, 4)
  s.lines(0, vim.api.nvim_buf_line_count(0))
  s.press('+')
  shown('... 1,002 more')
  vim.cmd('AsyncGraph')
  shown('running: p pauses')
  s.lines()
  s.press('q')
  vim.cmd('AsyncLoop')
  shown('timers (1,201)')
  s.press('q')

  say('# paused, in groups')
  s.press('p')
  shown('in 3 groups')
  s.lines()
  say('# a group opened')
  s.find('x 1,200')
  s.press('<Tab>')
  shown('more like these')
  s.lines(0, 5, 12)
  s.find('more like these')
  s.lines(0, vim.fn.line('.'), vim.fn.line('.'))
  s.press('+')
  shown('worker-109  worker')
  s.find('more like these')
  s.lines(0, vim.fn.line('.') - 1, vim.fn.line('.'))

  say('# the stack of one')
  s.find('worker-3')
  s.press('K')
  wait('the stack', s.has_float)
  s.floats()
  s.press('a')
  say('awaited by: ' .. s.steady(s.here()))

  say('# to the code and back')
  s.find('fetch  crowd.py')
  s.press('<CR>')
  say(s.here())
  vim.cmd('AsyncTasks')
  s.find('lines  crowd.py')
  s.press('<CR>')
  say(s.here())

  say('# filtered')
  vim.cmd('AsyncTasks reader')
  shown('filter: reader')
  s.lines()
  vim.ui.input = function(_, done) done('') end
  s.press('f')
  shown('in 3 groups')

  say('# async generators')
  vim.cmd('AsyncGenerators')
  shown("1 live async generator")
  s.lines()
  s.press('s')
  shown('only: not started')
  s.lines()
  s.press('q')

  say('# the event loop')
  vim.cmd('AsyncLoop')
  shown('timers (1,201)')
  s.lines(0, 1, 5)
  s.lines(0, vim.api.nvim_buf_line_count(0) - 3)
  s.press('+')
  shown('... 1,001 more')
  vim.cmd('AsyncLoop nothing has this')
  shown('timers (0)')
  s.lines()
  s.press('q')

  say('# who waits for whom')
  vim.cmd('AsyncGraph')
  shown('who waits for whom: ')
  s.lines()
  s.find('reader')
  s.press('a')
  say('awaited by: ' .. s.steady(s.here()))
  s.press('K')
  wait('the stack', s.has_float)
  s.floats()
  s.find('reader')
  s.press('<CR>')
  say(s.here())
  vim.cmd('AsyncGraph worker-7')
  shown('filter: worker-7')
  s.lines(0, 1, 2)
  s.press('q')

  say('# cancelled')
  vim.cmd('AsyncTasks')
  s.find('x 1,200')
  s.press('x')
  s.find('worker-3')
  s.press('x')
  wait('the notice', function() return s.told('worker-3 is') end)
  s.press('p')
  shown('1,201 tasks')
  say('keys:')
  s.press('g?')
  wait('the help', s.has_float)
  s.floats()

  say('# a session without the list open, and one that is left')
  s.press('q')
  vim.cmd('AsyncDetach')
  wait('the end of the session', function() return not require('asynctools.session').current() end)
  vim.cmd('AsyncDetach')
  vim.cmd('AsyncAttach ' .. address)
  wait('the session', function() return require('asynctools.session').current() end)
  vim.cmd('AsyncTasks reader')
  shown('1 task  filter: reader')
  s.find('reader  suspended')
  s.press('x')
  shown('0 tasks')

  say('# the program is ended from outside')
  vim.fn.jobstop(job)
  wait('its end', function() return ended end)
  shown('no debug session')
  s.lines()

  say('# a deadlock')
  address, ended = nil, nil
  job = vim.fn.jobstart({ vim.env.ASYNCDAP, 'run', '--listen', '127.0.0.1:0', '--wait', 'locks.py' }, {
    on_stderr = function(_, data)
      address = address or table.concat(data, '\n'):match('can attach on (%S+)')
    end,
    on_exit = function(_, status) ended = status end,
  })
  wait('the program', function() return address end)
  vim.cmd('AsyncAttach ' .. address)
  wait('the session', function() return require('asynctools.session').current() end)
  vim.cmd('AsyncTasks')
  s.press('f') -- an empty filter
  shown('Lock held by')
  vim.cmd('AsyncGraph')
  s.press('f')
  shown('running: p pauses')
  s.press('p')
  shown('who waits for whom: ')
  s.lines()
  vim.fn.jobstop(job)
  wait('its end', function() return ended end)
  shown('no debug session')

  say('# health and help')
  vim.cmd('runtime autoload/health.vim')
  vim.cmd('checkhealth asynctools')
  for _, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    line = line:gsub(vim.pesc(vim.env.ASYNCDAP), 'ASYNCDAP'):gsub(vim.pesc(vim.env.ASYNCLSP), 'ASYNCLSP')
    if line:find('%S') then say('  | ' .. line:gsub('(async%l+) [%d.]+%S*', '%1 VERSION')) end
  end
  for _, subject in ipairs({ ':AsyncTasks', 'asynctools-nvim-dap', ':AsyncGraph' }) do
    vim.cmd('help ' .. subject)
    say((s.here():gsub(' line %d+', ''))) -- the text above it may grow
  end
end)
