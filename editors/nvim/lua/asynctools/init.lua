-- asynctools for Neovim: the language server asynclsp, the debugger asyncdap,
-- and lists of the debugged program's tasks, async generators and event loop.
local M = {}

local defaults = {
  lsp = {
    enabled = true,
    cmd = { 'asynclsp', 'serve' },
    settings = {}, -- those of docs/lsp.md, without "asynclsp."
  },
  dap = {
    cmd = { 'asyncdap' },
    configurations = true, -- add launch configurations to nvim-dap
  },
  lists = {
    confirm = true, -- ask before a task is cancelled
  },
}

M.options = vim.deepcopy(defaults)

local function quoted(list) return ("{ '%s' }"):format(table.concat(list, "', '")) end

-- wrong says what is wrong with what setup() got, or nothing.
local function wrong(options)
  local function other(name, value, want)
    if value ~= nil and type(value) ~= want then return ('%s is a %s, want a %s'):format(name, type(value), want) end
  end
  local problem = other('the argument of setup()', options, 'table')
  if problem then return problem end
  for name, known in pairs(defaults) do
    local part = options[name]
    problem = other(name, part, 'table')
    if problem then return problem end
    for key, default in pairs(known) do
      local value = part and part[key]
      local full = name .. '.' .. key
      if key ~= 'cmd' then
        problem = other(full, value, type(default))
      elseif value ~= nil and type(value) ~= 'table' then
        problem = ('%s is a %s, want a list such as %s'):format(full, type(value), quoted(default))
      elseif value and type(value[1]) ~= 'string' then
        problem = ('%s names no command, want a list such as %s'):format(full, quoted(default))
      elseif value then
        for i, word in pairs(value) do
          if type(i) ~= 'number' or type(word) ~= 'string' then
            problem = ('%s has something that is no string, want a list such as %s'):format(full, quoted(default))
          end
        end
      end
      if problem then return problem end
    end
  end
end

-- unknown lists the keys that setup() got and has no use for, and takes them out.
local function unknown(options)
  local found = {}
  local function look(part, known, prefix)
    for _, key in ipairs(vim.tbl_keys(part)) do
      if known[key] == nil then
        table.insert(found, prefix .. tostring(key))
        part[key] = nil
      end
    end
  end
  look(options, defaults, '')
  for name, known in pairs(defaults) do
    if options[name] then look(options[name], known, name .. '.') end
  end
  table.sort(found)
  return found
end

-- setup takes the options above, all of them optional, and starts the language
-- server in Python files.
function M.setup(options)
  if options == nil then options = {} end
  local problem = wrong(options)
  if problem then error('asynctools: ' .. problem, 2) end
  options = vim.deepcopy(options)
  local useless = unknown(options)
  if #useless > 0 then
    M.say(('setup() does not know %s; :help asynctools-setup lists the options'):format(table.concat(useless, ', ')), vim.log.levels.WARN)
  end
  M.options = vim.tbl_deep_extend('force', M.options, options)
  if M.options.lsp.enabled then require('asynctools.lsp').enable() end
end

-- say tells the user something, from anywhere.
function M.say(text, level)
  vim.schedule(function() vim.notify('asynctools: ' .. text, level or vim.log.levels.INFO) end)
end

function M.complain(text) M.say(text, vim.log.levels.ERROR) end

return M
