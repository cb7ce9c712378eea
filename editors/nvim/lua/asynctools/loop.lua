-- :AsyncLoop: what the event loop has to do: its ready queue, timers, watched
-- descriptors and jobs in executors.
local M = {}

local list = require('asynctools.list')

-- duration is a time left, for people.
local function duration(seconds)
  if seconds < 1 then return ('%dms'):format(math.floor(seconds * 1000 + 0.5)) end
  if seconds < 60 then return ('%.1fs'):format(seconds) end
  local minutes = math.floor(seconds / 60)
  if minutes < 60 then return ('%dm%ds'):format(minutes, math.floor(seconds % 60)) end
  return ('%dh%dm'):format(math.floor(minutes / 60), minutes % 60)
end

local function ways(file)
  local out = {}
  if file.reader then table.insert(out, 'read: ' .. file.reader) end
  if file.writer then table.insert(out, 'write: ' .. file.writer) end
  return table.concat(out, ', ')
end

local sections = {
  { 'ready', 'totalReady', 'ready', function(callback) return { { callback, 'AsyncToolsName' } } end },
  {
    'timers', 'totalTimers', 'timers', function(timer)
      return {
        { timer.callback, 'AsyncToolsName' },
        { timer.left > 0 and ('  (%s left)'):format(duration(timer.left)) or '  due', 'AsyncToolsState' },
      }
    end,
  },
  {
    'files', 'totalFiles', 'descriptors', function(file)
      return { { ('fd %d  '):format(file.fd), 'AsyncToolsName' }, { ways(file) } }
    end,
  },
  {
    'jobs', 'totalJobs', 'executor jobs', function(job)
      return {
        { job.callable, 'AsyncToolsName' }, { '  ' .. (job.thread or 'queued'), 'AsyncToolsState' },
        { '  ' .. list.place(job.source, job.line), 'AsyncToolsPlace' },
      }
    end,
  },
}

local function load(s, view, done)
  local thread = s.stopped() and s.thread() or nil -- as the call stack
  s:request('asyncdap/loop', { filter = view.filter, count = view.count, threadId = thread }, function(err, loop)
    if err then return done({ list.row({ { 'no event loop: ' .. err, 'AsyncToolsAlarm' } }) }) end
    local rows = {
      list.row({
        { not loop.running and 'not running' or s.stopped() and 'stopped' or 'running', 'AsyncToolsTitle' }, { (', clock %.3f'):format(loop.time) },
        { loop.debug and ', debug mode' or '' },
        { (loop.loops or 1) > 1 and (', of %s, one of %d loops'):format(loop.thread or 'no thread', loop.loops) or '' },
        { view.filter and view.filter ~= '' and '  filter: ' .. view.filter or '' }, { '    g? for keys', 'AsyncToolsPlace' },
      }),
    }
    for _, section in ipairs(sections) do
      local found, total = loop[section[1]] or {}, loop[section[2]] or 0
      table.insert(rows, list.row({ { ('%s (%s)'):format(section[3], list.thousands(total)), 'AsyncToolsTitle' } }))
      for _, what in ipairs(found) do
        local pieces = section[4](what)
        table.insert(pieces, 1, { '  ' })
        local jump = type(what) == 'table' and what.source and { what.source, what.line } or nil
        table.insert(rows, list.row(pieces, { jump = jump }))
      end
      if total > #found then
        table.insert(rows, list.row({ { ('  ... %s more (+)'):format(list.thousands(total - #found)), 'AsyncToolsPlace' } }))
      end
    end
    done(rows)
  end)
end

local definition = { name = 'loop', load = load, keys = {}, live = true }

function M.open(filter) return list.open(definition, filter) end

return M
