-- What can be done with the task of a list's row.
local M = {}

local list = require('asynctools.list')
local session = require('asynctools.session')
local tools = require('asynctools')

-- lasting is what a task waits for, without what differs from moment to moment.
function M.lasting(task)
  return ((task.waitingFor or ''):gsub(' *%(due%)$', ''):gsub(' *%([^()]*%d[^()]*%)$', ''))
end

-- shared is what the waits of tasks that are one row have in common: of "Lock
-- held by a" and "Lock held by b" that is "Lock held by ...".
function M.shared(tasks)
  local common, cut
  for _, task in ipairs(tasks) do
    local words = vim.split(M.lasting(task), ' ')
    common = common or words
    local same = 0
    while same < #common and common[same + 1] == words[same + 1] do same = same + 1 end
    cut = cut or same < math.max(#common, #words)
    common = vim.list_slice(common, 1, same)
  end
  local text = table.concat(common or {}, ' ')
  return cut and text ~= '' and text .. ' ...' or text
end

-- sure asks before a task is cancelled, unless setup() said not to.
local function sure(task)
  if not tools.options.lists.confirm then return true end
  return vim.fn.confirm(('Cancel %s?'):format(task.name), '&Yes\n&No', 2, 'Question') == 1
end

function M.cancel(row, view)
  local s = session.current()
  if not s then return tools.complain('there is no session') end
  if not row.task then
    return tools.say(row.group and 'open the group with <Tab>, and choose a task of it' or 'there is no task in this line')
  end
  if not sure(row.task) then return end
  s:request('terminateThreads', { threadIds = { row.task.threadId } }, function(err)
    if err then return tools.complain(('cannot cancel %s: %s'):format(row.task.name, err)) end
    tools.say(('%s is being cancelled%s'):format(row.task.name, s.stopped() and ' when the program goes on' or ''))
    list.refresh(view)
  end)
end

-- stack shows a task's frames and, behind labels, those of who awaits it.
function M.stack(row)
  local s = session.current()
  if not s or not row.task then return end
  s:request('stackTrace', { threadId = row.task.threadId, levels = 60 }, function(err, body)
    if err then return tools.complain(err) end
    local lines = { row.task.name }
    for _, f in ipairs(body.stackFrames or {}) do
      if f.presentationHint == 'label' then
        table.insert(lines, f.name)
      else
        table.insert(lines, ('  %s  %s'):format(f.name, list.place(f.source, f.line)))
      end
    end
    list.float(lines)
  end)
end

-- awaiter puts the cursor on the row of the task that awaits this one.
function M.awaiter(row, view)
  local wanted = row.task and row.task.awaitedBy and row.task.awaitedBy[1]
  if not wanted then return tools.say('no task awaits it') end
  for i, r in ipairs(view.rows) do
    if r.task and r.task.threadId == wanted then
      vim.cmd('normal! m\'')
      vim.api.nvim_win_set_cursor(0, { i, 0 })
      return
    end
  end
  tools.say('the task that awaits it is not in the list; K shows its stack')
end

-- keys are those of every list of tasks.
M.keys = {
  x = { M.cancel, 'cancel the task' },
  K = { M.stack, 'the whole stack, with who awaits it' },
  a = { M.awaiter, 'to the task that awaits it' },
}

return M
