-- :AsyncGraph: which task waits for which, as a tree: below a task are those
-- that can end its wait. Tasks that wait alike are one row. Deadlocks are named.
local M = {}

local list = require('asynctools.list')
local session = require('asynctools.session')
local task = require('asynctools.task')

-- How many tasks are asked for at once, and at most.
local page, most = 2000, 20000

-- alike is equal for tasks that can be one row: the same wait of several differs
-- in the time left.
local function alike(node)
  return table.concat({
    node.coroutine or node.name, node.state, task.lasting(node), tostring(node.any), table.concat(node.waitsFor or {}, ' '),
  }, '|')
end

-- fold puts tasks that are alike into one, where the first of them is.
local function fold(nodes)
  local folded, by = {}, {}
  for _, node in ipairs(nodes) do
    local key = alike(node)
    if by[key] then
      by[key].count = by[key].count + 1
    else
      by[key] = { node = node, count = 1 }
      table.insert(folded, by[key])
    end
  end
  return folded
end

-- rows_of walks the tree from the tasks that nobody waits for; a cycle has none,
-- so that its first task stands for it. Of a task that several wait for, what it
-- waits for is shown once. It ends when there is one row more than wanted.
local function rows_of(nodes, deadlocked, wanted)
  local by, awaited = {}, {}
  for _, node in ipairs(nodes) do by[node.threadId] = node end
  for _, node in ipairs(nodes) do
    for _, id in ipairs(node.waitsFor or {}) do awaited[id] = true end
  end
  local rows, shown, reached = {}, {}, {}
  local function reach(node)
    local todo = { node }
    while #todo > 0 do
      local n = table.remove(todo)
      if not reached[n.threadId] then
        reached[n.threadId] = true
        for _, id in ipairs(n.waitsFor or {}) do
          if by[id] then table.insert(todo, by[id]) end
        end
      end
    end
  end
  -- A chain may be as long as the program likes: no recursion. The top of the
  -- stack is what is shown next.
  local function show(roots)
    local todo = {}
    local function push(groups, depth, above)
      for i = #groups, 1, -1 do
        table.insert(todo, { group = groups[i], depth = depth, above = above })
      end
    end
    push(roots, 0, nil)
    while #todo > 0 and #rows <= wanted do
      local at = table.remove(todo)
      local node, count = at.group.node, at.group.count
      local below, circle = {}, false
      local wait = count > 1 and task.lasting(node) or node.waitingFor or ''
      for _, id in ipairs(node.waitsFor or {}) do
        if by[id] then table.insert(below, by[id]) end
      end
      local up = at.above
      while up and not circle do
        circle = up.node == node
        up = up.above
      end
      local again = #below > 0 and shown[node.threadId] and not circle
      table.insert(rows, list.row({
        { ('  '):rep(at.depth + 1) .. (at.depth > 0 and '-> ' or '') },
        count > 1 and { ('x %s  %s'):format(list.thousands(count), node.coroutine or node.name), 'AsyncToolsTitle' }
          or { node.name, 'AsyncToolsName' },
        { count == 1 and node.coroutine and node.coroutine ~= node.name and '  ' .. node.coroutine or '' },
        { '  ' .. node.state, 'AsyncToolsState' }, { wait ~= '' and ': ' .. wait or '' },
        { node.any and #below > 1 and '  (one of them is enough)' or '' },
        { deadlocked[node.threadId] and '  deadlock' or '', 'AsyncToolsAlarm' },
        { (circle or again) and '  (see above)' or '', 'AsyncToolsPlace' },
        { count == 1 and '  ' .. list.place(node.source, node.line) or '', 'AsyncToolsPlace' },
      }, { task = count == 1 and node or nil, jump = { node.source, node.line } }))
      if not circle and not again then
        shown[node.threadId] = true
        push(fold(below), at.depth + 1, { node = node, above = at.above })
      end
    end
  end
  local roots = {}
  local function root(node)
    table.insert(roots, node)
    reach(node)
  end
  for _, node in ipairs(nodes) do
    local idle = node.state == 'thread' and #(node.waitsFor or {}) == 0 -- it is no task, and nothing is below it
    if not awaited[node.threadId] and not idle then root(node) end
  end
  for _, node in ipairs(nodes) do
    if not reached[node.threadId] and node.state ~= 'thread' then root(node) end
  end
  show(fold(roots))
  return rows
end

local function drawn(nodes, body, view)
  local tasks = body.total - (body.threads or 0)
  local rows = {
    list.row({
      { 'who waits for whom: ', 'AsyncToolsTitle' }, { list.count(tasks, 'task') },
      { #nodes < body.total and (', of which the first %s were looked at'):format(list.thousands(#nodes)) or '', 'AsyncToolsAlarm' },
      { view.filter and view.filter ~= '' and '  filter: ' .. view.filter or '' }, { '    g? for keys', 'AsyncToolsPlace' },
    }),
  }
  local deadlocked = {}
  for _, d in ipairs(body.deadlocks) do
    table.insert(rows, list.row({ { d.text, 'AsyncToolsAlarm' } }))
    for _, id in ipairs(d.threadIds) do deadlocked[id] = true end
  end
  local found = rows_of(nodes, deadlocked, view.count)
  for i = 1, math.min(#found, view.count) do table.insert(rows, found[i]) end
  if #found > view.count then
    table.insert(rows, list.row({ { '... more rows (+)', 'AsyncToolsPlace' } }))
  end
  return rows
end

local function load(s, view, done)
  if not s.stopped() then
    return done({ list.row({ { 'running: ', 'AsyncToolsTitle' }, { 'p pauses the program, to see who waits for whom' } }) })
  end
  local nodes = {}
  local function more()
    s:request('asyncdap/awaitGraph', { filter = view.filter, start = #nodes, count = page }, function(err, body)
      if err then return done({ list.row({ { 'no await graph: ' .. err, 'AsyncToolsAlarm' } }) }) end
      for _, node in ipairs(body.nodes) do table.insert(nodes, node) end
      if #body.nodes > 0 and #nodes < math.min(body.total, most) then return more() end
      done(drawn(nodes, body, view))
    end)
  end
  more()
end

local definition = { name = 'graph', load = load, keys = task.keys }

function M.open(filter) return list.open(definition, filter) end

return M
