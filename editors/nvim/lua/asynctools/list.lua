-- A buffer that shows a list about the debugged program and is refreshed as it
-- stops and goes on. A list is a name, help lines, keys, and load(view, done),
-- which calls done with rows: { text, marks, jump, ... }.
local M = {}

local session = require('asynctools.session')
local tools = require('asynctools')
local space = vim.api.nvim_create_namespace('asynctools')

for group, link in pairs({
  AsyncToolsTitle = 'Title', AsyncToolsName = 'Identifier', AsyncToolsState = 'Type',
  AsyncToolsPlace = 'Comment', AsyncToolsAlarm = 'WarningMsg',
}) do
  vim.api.nvim_set_hl(0, group, { link = link, default = true })
end

local views = {} -- by name

-- thousands writes a count for people.
function M.thousands(n)
  local digits = tostring(n)
  while true do
    local more
    digits, more = digits:gsub('^(%d+)(%d%d%d)', '%1,%2')
    if more == 0 then return digits end
  end
end

function M.count(n, what) return ('%s %s%s'):format(M.thousands(n), what, n == 1 and '' or 's') end

-- place is a position for people, or ''.
function M.place(source, line)
  if not source or not (source.path or source.name) then return '' end
  local path = source.path and vim.fn.fnamemodify(source.path, ':~:.') or source.name
  return line and ('%s:%d'):format(path, line) or path
end

-- row makes a row of pieces { text, highlight group }.
function M.row(pieces, fields)
  local row = fields or {}
  local text, marks = '', {}
  for _, piece in ipairs(pieces) do
    if piece[1] and piece[1] ~= '' then
      if piece[2] then table.insert(marks, { #text, #text + #piece[1], piece[2] }) end
      text = text .. piece[1]
    end
  end
  row.text, row.marks = text:gsub('%s+$', ''):gsub('\n', ' '), marks
  return row
end

local function render(view, rows)
  local buffer = view.buffer
  if not vim.api.nvim_buf_is_valid(buffer) then return end
  view.rows = rows
  local lines = {}
  for i, row in ipairs(rows) do lines[i] = row.text end
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, true, lines)
  vim.bo[buffer].modifiable = false
  vim.api.nvim_buf_clear_namespace(buffer, space, 0, -1)
  for i, row in ipairs(rows) do
    for _, mark in ipairs(row.marks or {}) do
      local last = math.min(mark[2], #row.text)
      if mark[1] < last then
        vim.api.nvim_buf_set_extmark(buffer, space, i - 1, mark[1], { end_col = last, hl_group = mark[3] })
      end
    end
  end
end

-- pulse is how often a list is loaded anew while the program runs: no event
-- tells what its tasks do by now.
local pulse = 2000

local function seen(view)
  return vim.api.nvim_buf_is_valid(view.buffer) and vim.fn.bufwinid(view.buffer) ~= -1
end

-- later loads a list of what changes again, if it can still be seen then.
local function later(view, s)
  if not view.list.live or view.waiting or s.stopped() then return end
  view.waiting = true
  vim.defer_fn(function()
    view.waiting = false
    local now = session.current()
    if seen(view) and now and not now.stopped() then M.refresh(view) end
  end, pulse)
end

-- refresh loads the list again. What changes while a list is on its way has it
-- loaded once more. What was asked for before, of another session or with
-- another filter (anew), is dropped.
function M.refresh(view, anew)
  local s = session.current()
  if not s then
    view.loading, view.again = nil, false
    render(view, {
      M.row({ { 'no debug session', 'AsyncToolsTitle' } }),
      M.row({ { 'Start one with nvim-dap, or :AsyncAttach PORT of a program run by "asyncdap run --listen PORT".' } }),
    })
    return
  end
  if not anew and view.loading and view.loading.of == s.id then
    view.again = true
    return
  end
  local turn = { of = s.id }
  view.loading, view.again = turn, false
  view.list.load(s, view, function(rows)
    if view.loading ~= turn then return end
    view.loading = nil
    render(view, rows)
    if view.again then M.refresh(view) else later(view, s) end
  end)
end

-- here is the row under the cursor.
local function here(view) return view.rows[vim.api.nvim_win_get_cursor(0)[1]] or {} end

-- jump opens a place in another window than the list's.
function M.jump(source, line)
  if not source or not source.path or vim.fn.filereadable(source.path) == 0 then
    tools.say('there is no file to go to')
    return
  end
  local from = vim.api.nvim_get_current_win()
  vim.cmd('wincmd p')
  if vim.api.nvim_get_current_win() == from or vim.bo.buftype ~= '' then
    local found = false
    for _, w in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
      if vim.bo[vim.api.nvim_win_get_buf(w)].buftype == '' then
        vim.api.nvim_set_current_win(w)
        found = true
        break
      end
    end
    if not found then vim.cmd('aboveleft new') end
  end
  vim.cmd('normal! m\'')
  if vim.fn.fnamemodify(source.path, ':p') ~= vim.api.nvim_buf_get_name(0) then
    vim.cmd('edit ' .. vim.fn.fnameescape(source.path))
  end
  local last = vim.api.nvim_buf_line_count(0)
  vim.api.nvim_win_set_cursor(0, { math.max(1, math.min(line or 1, last)), 0 })
  vim.cmd('normal! ^zv')
end

-- float shows lines in a window by the cursor.
function M.float(lines)
  vim.lsp.util.open_floating_preview(lines, '', { border = 'rounded', focus_id = 'asynctools' })
end

-- leave closes the list's window, or, as the last window cannot be closed, shows
-- in it what was there before.
local function leave()
  if pcall(vim.cmd, 'close') then return end
  local before = vim.fn.bufnr('#')
  if before > 0 and before ~= vim.api.nvim_get_current_buf() and vim.api.nvim_buf_is_valid(before) then
    vim.cmd('buffer ' .. before)
  else
    vim.cmd('enew')
  end
end

-- open shows a list in a window of its own, with a filter if one is given.
function M.open(list, filter)
  local view = views[list.name]
  if not view or not vim.api.nvim_buf_is_valid(view.buffer) then
    view = { list = list, rows = {}, open = {}, count = 100, each = 10 }
    views[list.name] = view
    view.buffer = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(view.buffer, 'asynctools://' .. list.name)
    vim.bo[view.buffer].bufhidden = 'hide'
    vim.bo[view.buffer].filetype = 'asynctools'
    vim.bo[view.buffer].modifiable = false
    local function key(lhs, f, what)
      vim.keymap.set('n', lhs, f, { buffer = view.buffer, nowait = true, silent = true, desc = what })
    end
    key('<CR>', function()
      local row = here(view)
      if row.jump then M.jump(row.jump[1], row.jump[2]) end
    end, 'go to the code')
    key('r', function() M.refresh(view) end, 'refresh')
    key('p', function() session.toggle() end, 'pause, or go on')
    key('+', function()
      view.count = view.count + 100
      -- A list may have rows that open; closed ones need no more than they have.
      if next(view.open) then view.each = view.each + 100 end
      M.refresh(view, true)
    end, 'more rows')
    key('f', function()
      vim.ui.input({ prompt = 'filter: ', default = view.filter }, function(text)
        if not text then return end
        view.filter = text
        M.refresh(view, true)
      end)
    end, 'filter by name')
    key('q', leave, 'close the list')
    for lhs, k in pairs(list.keys) do key(lhs, function() k[1](here(view), view) end, k[2]) end
    key('g?', function()
      local lines = { '<CR> go to the code', 'r    refresh', 'p    pause, or go on', 'f    filter by name', '+    more rows', 'q    close' }
      for lhs, k in pairs(list.keys) do table.insert(lines, ('%-4s %s'):format(lhs, k[2])) end
      table.sort(lines)
      M.float(lines)
    end, 'the keys')
  end
  if filter and filter ~= '' then view.filter = filter end
  local window = vim.fn.bufwinid(view.buffer)
  if window ~= -1 then
    vim.api.nvim_set_current_win(window)
  else
    vim.cmd('botright ' .. math.max(8, math.floor(vim.o.lines / 3)) .. 'split')
    vim.api.nvim_win_set_buf(0, view.buffer)
    for option, value in pairs({ number = false, relativenumber = false, wrap = false, cursorline = true, winfixheight = true }) do
      vim.wo[option] = value
    end
  end
  M.refresh(view, true)
  return view
end

session.watch(function(what)
  for _, view in pairs(views) do
    if seen(view) then
      -- Handles and places die when the program goes on; the list may be asked
      -- of it running, too, but not at every change of a stopped one.
      local s = session.current()
      if what ~= 'tasks' or s and not s.stopped() then M.refresh(view) end
    end
  end
end)

return M
