-- :AsyncGenerators: the live async generators of the program, and which of them
-- have cleanup to run.
local M = {}

local list = require('asynctools.list')

local function load(s, view, done)
  s:request('asyncdap/asyncGenerators', { filter = view.filter, state = view.state, count = view.count }, function(err, body)
    if err then return done({ list.row({ { 'no async generators: ' .. err, 'AsyncToolsAlarm' } }) }) end
    local found = body.asyncGenerators
    local rows = {
      list.row({
        { list.count(body.total, 'live async generator'), 'AsyncToolsTitle' },
        { view.state and '  only: ' .. view.state or '' },
        { view.filter and view.filter ~= '' and '  filter: ' .. view.filter or '' }, { '    g? for keys', 'AsyncToolsPlace' },
      }),
    }
    for _, g in ipairs(found) do
      table.insert(rows, list.row({
        { '  ' }, { g.name, 'AsyncToolsName' }, { '  ' }, { g.state, 'AsyncToolsState' },
        { '  ' .. list.place(g.source, g.line), 'AsyncToolsPlace' },
        { g.cleanup and '  has cleanup to run' or '', 'AsyncToolsAlarm' },
        { g.owner and '  iterated by ' .. g.owner or '' },
      }, { jump = { g.source, g.line } }))
    end
    if body.total > #found then
      table.insert(rows, list.row({ { ('... %s more (+)'):format(list.thousands(body.total - #found)), 'AsyncToolsPlace' } }))
    end
    done(rows)
  end)
end

-- states are shown one after another by a key.
local states = { 'not started', 'suspended', 'running', 'closing' }

local function next_state(_, view)
  local at = 0
  for i, state in ipairs(states) do
    if state == view.state then at = i end
  end
  view.state = states[at + 1]
  list.refresh(view, true)
end

local definition = {
  name = 'generators',
  load = load,
  keys = { s = { next_state, 'only those in one state, the next one' } },
}

function M.open(filter) return list.open(definition, filter) end

return M
