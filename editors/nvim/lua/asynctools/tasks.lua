-- :AsyncTasks: the tasks of the program. At a stop they are grouped by where
-- they are; while it runs they are a flat list.
local M = {}

local list = require('asynctools.list')
local session = require('asynctools.session')
local actions = require('asynctools.task')

-- known is up to how many tasks a stop also looks for deadlocks.
local known = 10000

local function task_row(task, indent)
  local waits = task.waitingFor and ': ' .. task.waitingFor or ''
  return list.row({
    { indent }, { task.name, 'AsyncToolsName' },
    { task.coroutine and task.coroutine ~= task.name and '  ' .. task.coroutine or '' },
    { '  ' }, { task.state, 'AsyncToolsState' }, { waits },
    { '  ' .. list.place(task.source, task.line), 'AsyncToolsPlace' },
  }, { task = task, jump = { task.source, task.line } })
end

local function more(rows, shown, total, what)
  if total > shown then
    table.insert(rows, list.row({ { ('... %s more %s (+)'):format(list.thousands(total - shown), what), 'AsyncToolsPlace' } }))
  end
end

-- identity names a group from stop to stop.
local function identity(group)
  local parts = { group.tasks[1] and group.tasks[1].state or '' }
  for _, f in ipairs(group.frames) do table.insert(parts, f.name .. ':' .. (f.line or '')) end
  return table.concat(parts, '|')
end

local states = { running = true, ready = true, suspended = true, thread = true }

-- query_of reads a filter: words for the name, "state:ready" for what tasks do.
local function query_of(filter)
  local words, state = {}, nil
  for word in (filter or ''):gmatch('%S+') do
    local wanted = word:lower():match('^state:(.*)$')
    if wanted and states[wanted] then state = wanted else table.insert(words, word) end
  end
  return { filter = table.concat(words, ' '), state = state }
end

local function groups(body, view, deadlocks)
  local reason, brief = session.reason()
  for _, d in ipairs(deadlocks) do
    if reason == d.text then reason = brief end -- the line below has the rest
  end
  local threads = body.threads or 0 -- they are no tasks
  local rows = {
    list.row({
      { ('stopped%s: '):format(reason and ' (' .. reason .. ')' or ''), 'AsyncToolsTitle' },
      { list.count(body.total - threads, 'task') .. ' in ' .. list.count((body.totalGroups or 0) - threads, 'group') },
      { view.filter and view.filter ~= '' and '  filter: ' .. view.filter or '' }, { '    g? for keys', 'AsyncToolsPlace' },
    }),
  }
  for _, d in ipairs(deadlocks) do
    table.insert(rows, list.row({ { d.text, 'AsyncToolsAlarm' } }))
  end
  local found = body.groups or {}
  for _, group in ipairs(found) do
    local task = group.tasks[1]
    local id = identity(group)
    if group.count == 1 then
      table.insert(rows, task_row(task, '  '))
    else
      local wait = actions.shared(group.tasks)
      table.insert(rows, list.row({
        { view.open[id] and '- ' or '+ ' }, { 'x ' .. list.thousands(group.count), 'AsyncToolsTitle' },
        { '  ' .. (task.coroutine or task.name) .. '  ' }, { task.state, 'AsyncToolsState' },
        { wait ~= '' and ': ' .. wait or '' },
      }, { group = id, jump = { task.source, task.line } }))
    end
    for _, f in ipairs(group.frames) do
      table.insert(rows, list.row({
        { '      ' .. f.name .. '  ' }, { list.place(f.source, f.line), 'AsyncToolsPlace' },
        { f.kind == 'async generator' and '  (async generator)' or '' },
      }, { jump = { f.source, f.line }, task = group.count == 1 and task or nil }))
    end
    if group.count > 1 and view.open[id] then
      for _, t in ipairs(group.tasks) do table.insert(rows, task_row(t, '    ')) end
      if group.count > #group.tasks then
        table.insert(rows, list.row({ { ('    ... %s more like these (+)'):format(list.thousands(group.count - #group.tasks)), 'AsyncToolsPlace' } }))
      end
    end
  end
  more(rows, #found, body.totalGroups or 0, 'groups')
  return rows
end

local function flat(body, view)
  local rows = {
    list.row({
      { 'running: ', 'AsyncToolsTitle' }, { list.count(body.total - (body.threads or 0), 'task') },
      { view.filter and view.filter ~= '' and '  filter: ' .. view.filter or '' },
      { '    p to pause and group them, g? for keys', 'AsyncToolsPlace' },
    }),
  }
  local shown = 0
  for _, task in ipairs(body.tasks or {}) do
    table.insert(rows, task_row(task, '  '))
    if task.state ~= 'thread' then shown = shown + 1 end
  end
  more(rows, shown, body.total - (body.threads or 0), 'tasks')
  return rows
end

local function load(s, view, done)
  local function fail(err) done({ list.row({ { 'no tasks: ' .. err, 'AsyncToolsAlarm' } }) }) end
  local query = query_of(view.filter)
  query.count = view.count
  if not s.stopped() then
    s:request('asyncdap/tasks', query, function(err, body)
      if err then return fail(err) end
      done(flat(body, view))
    end)
    return
  end
  query.grouped = true
  query.tasks = next(view.open) and view.each or nil
  s:request('asyncdap/tasks', query, function(err, body)
    if err then return fail(err) end
    if body.total > known then return done(groups(body, view, {})) end
    s:request('asyncdap/awaitGraph', { count = 1 }, function(failed, graph)
      done(groups(body, view, not failed and graph.deadlocks or {}))
    end)
  end)
end

local function toggle(row, view)
  if not row.group then return end
  view.open[row.group] = not view.open[row.group] or nil
  list.refresh(view, true)
end

local definition = {
  name = 'tasks',
  load = load,
  live = true,
  keys = vim.tbl_extend('error', { ['<Tab>'] = { toggle, 'open or close a group' } }, actions.keys),
}

function M.open(filter) return list.open(definition, filter) end

return M
