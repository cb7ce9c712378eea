-- What the stories of Neovim share. A story is a script that is run as
--
--	nvim --headless -u NONE -i NONE -n --cmd 'set rtp^=PLUGIN,HERE' -c 'luafile STORY'
--
-- in the folder of the programs. It prints what a user would see.
local M = {}

function M.say(line) io.stdout:write(line, '\n') end

-- steady leaves out what differs from run to run.
function M.steady(text)
  return (text:gsub('%([%d.hmsµ]+ left%)', '(TIME left)'):gsub('127%.0%.0%.1:%d+', 'ADDRESS'):gsub('clock [%d.]+', 'clock TIME')
    :gsub('%(due%)', '(TIME left)'):gsub('fd %d+', 'fd N'):gsub('0x%x+', 'ADDRESS'))
end

-- wait lets Neovim work until something is so.
function M.wait(what, so)
  if not vim.wait(10000, so, 5) then error('waited in vain: ' .. what, 0) end
end

function M.lines(buffer, first, last)
  local out = vim.api.nvim_buf_get_lines(buffer or 0, first and first - 1 or 0, last or -1, false)
  for _, line in ipairs(out) do M.say('  | ' .. M.steady(line)) end
end

-- floats prints and closes the floating windows.
function M.floats()
  for _, w in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(w).relative ~= '' then
      M.lines(vim.api.nvim_win_get_buf(w))
      vim.api.nvim_win_close(w, true)
    end
  end
end

function M.has_float()
  for _, w in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(w).relative ~= '' then return true end
  end
  return false
end

-- here is where the cursor is.
function M.here()
  local at = vim.api.nvim_win_get_cursor(0)
  return ('%s line %d `%s`'):format(vim.fn.expand('%:t'), at[1], vim.trim(vim.api.nvim_get_current_line()))
end

-- find puts the cursor on the line of the buffer that has a text.
function M.find(text)
  for n, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    if line:find(text, 1, true) then
      vim.api.nvim_win_set_cursor(0, { n, line:find('%S') - 1 })
      return
    end
  end
  error('the buffer has no ' .. text .. ':\n' .. table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n'), 0)
end

function M.press(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 'mx', false)
end

local notices = {}

-- told says whether the user has been told a text.
function M.told(text) return table.concat(notices, '\n'):find(text, 1, true) ~= nil end

-- answers has questions of the plugin answered, and printed.
function M.answers(choice)
  vim.fn.confirm = function(question, choices)
    M.say(('question: %s %s -> %d'):format(question, choices:gsub('\n', '/'), choice))
    return choice
  end
end

-- play runs a story; a failure is its last line and Neovim's status.
function M.play(story)
  vim.notify = function(message)
    M.say('notice: ' .. M.steady(message))
    table.insert(notices, message)
  end
  local ok, err = xpcall(story, function(e) return type(e) == 'string' and e or debug.traceback(vim.inspect(e)) end)
  if not ok then
    M.say('failed: ' .. tostring(err))
    vim.cmd('cquit!')
  end
  vim.cmd('qall!')
end

return M
