-- Plays a user of Neovim with asynclsp, and prints what the user sees. Run as
--
--	nvim --headless -u NONE -i NONE -n -c 'luafile client.lua'
--
-- in the folder of the workspace, with the server's command in $ASYNCLSP. The
-- ids of the server's processes go to the file $PIDS, for the test to look
-- whether they are gone.

local function say(line) io.stdout:write(line, '\n') end

-- wait lets Neovim work until something is so.
local function wait(what, so)
  if not vim.wait(20000, so, 10) then error('waited in vain: ' .. what, 0) end
end

local levels = { 'error', 'warning', 'information', 'hint' }

-- shown are the diagnostics that the buffer shows, each with the text it marks.
local function shown()
  local lines = {}
  local found = vim.diagnostic.get(0)
  table.sort(found, function(a, b) return a.lnum < b.lnum end)
  for _, d in ipairs(found) do
    local text = vim.api.nvim_buf_get_text(0, d.lnum, d.col, d.end_lnum, d.end_col, {})[1]
    local code = d.user_data.lsp.code
    table.insert(lines, ('  %s %s %s line %d `%s`'):format(levels[d.severity], d.source, code, d.lnum + 1, text))
  end
  return table.concat(lines, '\n')
end

-- diagnostics waits until so many are shown, and says which.
local function diagnostics(count)
  wait(count .. ' diagnostics', function() return #vim.diagnostic.get(0) == count end)
  say(('diagnostics: %d'):format(count))
  if count > 0 then say(shown()) end
end

-- go puts the cursor on a mark "|" in a piece of the buffer's text.
local function go(marked)
  local before, after = marked:match('^(.-)|(.*)$')
  for n, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    local at = line:find(before .. after, 1, true)
    if at then
      vim.api.nvim_win_set_cursor(0, { n, at - 1 + #before })
      return
    end
  end
  error('the buffer has no ' .. marked, 0)
end

-- here is where the cursor is: file, line, and the text from there on.
local function here()
  local at = vim.api.nvim_win_get_cursor(0)
  local line = vim.api.nvim_buf_get_lines(0, at[1] - 1, at[1], true)[1]
  return ('%s line %d `%s`'):format(vim.fn.expand('%:t'), at[1], line:sub(at[2] + 1))
end

-- start attaches a new server to the current buffer.
local function start(ended)
  local id = vim.lsp.start_client({
    name = 'asynclsp',
    cmd = vim.split(vim.env.ASYNCLSP, '\n'),
    root_dir = vim.fn.getcwd(),
    on_exit = ended,
    on_error = function(code, err) say(('client error %s: %s'):format(code, vim.inspect(err))) end,
  })
  vim.lsp.buf_attach_client(0, id)
  local client
  wait('the server', function()
    client = vim.lsp.get_client_by_id(id)
    return client and client.initialized
  end)
  local pids = assert(io.open(vim.env.PIDS, 'a'))
  pids:write(client.rpc.pid, '\n')
  pids:close()
  return client
end

-- choose answers the next menu with the entry that begins with the given text.
local function choose(beginning)
  local done = false
  vim.ui.select = function(items, options, on_choice)
    for _, item in ipairs(items) do
      local title = options.format_item(item)
      say('  offered: ' .. title)
    end
    for _, item in ipairs(items) do
      if options.format_item(item):find(beginning, 1, true) == 1 then
        on_choice(item)
        done = true
        return
      end
    end
    error('not offered: ' .. beginning, 0)
  end
  return function() return done end
end

-- text prints lines of the buffer.
local function text(first, last)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(0, first - 1, last, true)) do say('  | ' .. line) end
end

local function hover()
  local windows = #vim.api.nvim_list_wins()
  vim.lsp.buf.hover()
  wait('the hover', function() return #vim.api.nvim_list_wins() > windows end)
  for _, w in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(w).relative ~= '' then
      for _, line in ipairs(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(w), 0, -1, true)) do
        say('  | ' .. line)
      end
      vim.api.nvim_win_close(w, true)
    end
  end
end

local function play()
  vim.notify = function(message) say('notice: ' .. message) end
  vim.cmd('edit app.py')
  vim.bo.filetype = 'python'
  local ended
  local client = start(function(code, signal) ended = ('status %d, signal %d'):format(code, signal) end)
  say('attached: ' .. client.name .. ', columns in ' .. client.offset_encoding)

  say('# diagnostics, after opening and after typing')
  diagnostics(3)
  go('|break')
  vim.cmd('normal! ciwprint("ß🎈", page)')
  diagnostics(2)
  vim.cmd('normal! u')
  diagnostics(3)
  go('in |pages(session, ')
  say('next: ' .. vim.inspect(vim.diagnostic.get_next_pos()))

  say('# a code action')
  local before = vim.api.nvim_buf_get_changedtick(0)
  local chosen = choose('Wrap the loop')
  vim.lsp.buf.code_action()
  wait('the menu', chosen)
  wait('the edit', function() return vim.api.nvim_buf_get_changedtick(0) > before end)
  diagnostics(2)
  text(1, 4)
  go('|async def find')
  local line = vim.fn.line('.')
  text(line, line + 5)
  vim.cmd('normal! u')
  diagnostics(3)

  say('# all fixes, by the command')
  vim.lsp.buf.execute_command({ command = 'asynclsp.fixAll', arguments = { vim.uri_from_bufnr(0) } })
  diagnostics(0)

  say('# hover')
  go('in pa|ges(session)')
  hover()

  say('# definition')
  go('await session.g|et')
  vim.lsp.buf.definition()
  wait('the definition', function() return vim.fn.expand('%:t') == 'feed.py' end)
  say(here())
  vim.lsp.buf_attach_client(0, client.id)

  say('# references, in the quickfix list')
  go('async def p|ages')
  vim.lsp.buf.references({ includeDeclaration = false })
  wait('the list', function() return #vim.fn.getqflist() > 0 end)
  for _, item in ipairs(vim.fn.getqflist()) do
    say(('  %s line %d: %s'):format(vim.fn.fnamemodify(vim.fn.bufname(item.bufnr), ':t'), item.lnum, vim.trim(item.text)))
  end
  vim.cmd('cclose')
  vim.fn.setqflist({})

  say('# symbols')
  vim.lsp.buf.document_symbol()
  wait('the list', function() return #vim.fn.getqflist() > 0 end)
  for _, item in ipairs(vim.fn.getqflist()) do say(('  line %d: %s'):format(item.lnum, item.text)) end
  vim.cmd('cclose')
  vim.fn.setqflist({})

  say('# callers')
  go('async def p|ages')
  vim.lsp.buf.incoming_calls()
  wait('the list', function() return #vim.fn.getqflist() > 0 end)
  for _, item in ipairs(vim.fn.getqflist()) do
    say(('  %s line %d: %s'):format(vim.fn.fnamemodify(vim.fn.bufname(item.bufnr), ':t'), item.lnum, item.text))
  end
  vim.cmd('cclose')

  say('# code lenses')
  vim.lsp.codelens.refresh()
  local function resolved()
    local lenses = vim.lsp.codelens.get(0)
    for _, l in ipairs(lenses) do
      if not l.command then return false end
    end
    return #lenses > 0
  end
  wait('the lenses', resolved)
  local lenses = vim.lsp.codelens.get(0)
  table.sort(lenses, function(a, b) return a.range.start.line < b.range.start.line end)
  for _, l in ipairs(lenses) do say(('  line %d: %s'):format(l.range.start.line + 1, l.command.title)) end

  say('# saved')
  vim.cmd('wall')

  say('# stopped')
  client.stop()
  wait('the end of the server', function() return ended end)
  say(ended)

  say('# quitting Neovim while a server runs')
  start()
end

local ok, err = xpcall(play, function(e) return type(e) == 'string' and e or debug.traceback(vim.inspect(e)) end)
if not ok then
  say('failed: ' .. tostring(err))
  for _, c in ipairs(vim.lsp.get_active_clients()) do c.stop(true) end
  vim.cmd('cquit!')
end
vim.cmd('qall!')
